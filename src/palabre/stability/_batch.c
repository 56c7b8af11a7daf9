/* Verdicts on many versions of one model at once: a vector holds a state's ranks in as many versions as it has lanes.
 *
 * States are listed and moves are arcs, so that it serves states listed by hand, sparse models, graphs drawn by hand
 * and joint moves. All versions of a batch share states and moves. Arrays of a batch have, for each state, one number
 * a version.
 *
 * The least that a decision maker is left with after the others' answer is kept upside down, as its dread:
 * TOP - least. A larger dread is a worse answer, and 0 is none at all. What the others can reach by any moves is
 * known before ranks are: components of states that they can go between, and arcs from one to the next. Improvements
 * are swept, mover by mover, until nothing rises in any version; sweeps have a budget, and batches that need more are
 * left to the caller.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if !defined(__GNUC__) || !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the vector extension of GCC or Clang is needed; palabre does without this file where it does not compile"
#endif

#include "_lanes.h"

#define ALWAYS __attribute__((always_inline))
#define TOP INT16_MAX
#define MOST_WIDE 8
#define WIDEST 32
#define MOST_MOVERS 32
#define MOST_LINES 15
#define SWEEPS(states) (64 + (1 << 22) / (states))

enum { NASH = 1, GMR = 2, SMR = 4, SEQ = 8, SSEQ = 16, CONCEPTS = 5 };

/* Who moves together, their arcs as rows of targets, and blocks of states that the arcs keep apart. Blocks of few
 * states in which every state leads to every other come first, by their number of states: those of `width` from
 * first[width] to first[width + 1]. */
typedef struct {
    Py_buffer held[6];
    const int32_t *who, *starts, *targets, *blocks, *members;
    const uint8_t *complete;
    int together;
    int32_t number, first[MOST_WIDE + 2];
} Mover;

/* What others can reach by any moves: each state's component, and edges between components in an order such that
 * one pass is enough. */
typedef struct {
    Py_buffer held[2];
    const int32_t *component, *edges;
    int32_t components, arcs;
} Order;

typedef struct {
    int32_t states;
    int dms, movers;
    Mover *mover;
    Order *order;
} Plan;

/* One or two dreads, by state or by component, and the bits of the concepts they belong to. */
typedef struct {
    const int16_t *first, *second;
    const int32_t *place;
    int16_t bit, other;
} Answer;

/* A decision maker's preferences: rows of ranks, or of weights of the lines that `held` has a bit for. */
typedef struct {
    Py_buffer at[2];
    const int16_t *values;
    const uint16_t *held;
    int lines;
    int32_t count;
} Source;

/* Scratch of one batch. */
typedef struct {
    void *block;
    int16_t *ranks, *best, *first, *second, *tables;
    uint32_t *stale;
    int32_t *todo;
    uint8_t *unstable, *counts;
} Work;

#define LANES 8
#define IN(name) name##_8
#include "_batch_kernel.h"
#undef LANES
#undef IN

#if defined(__x86_64__)
#define WIDER 1
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2")
#endif
#define LANES 16
#define IN(name) name##_16
#include "_batch_kernel.h"
#undef LANES
#undef IN
#ifdef __clang__
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,bmi,bmi2"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,bmi,bmi2")
#endif
#define LANES 32
#define IN(name) name##_32
#include "_batch_kernel.h"
#undef LANES
#undef IN
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

typedef struct {
    int lanes;
    void (*own_best)(const Mover *, const int16_t *, int16_t *, uint8_t *);
    int (*improve_one)(const Mover *, const int16_t *, size_t, int16_t *, uint32_t *, uint32_t, int32_t *);
    int (*improve_two)(const Mover *, const int16_t *, size_t, int16_t *, int16_t *, uint32_t *, uint32_t, int32_t *);
    void (*finish)(const Mover *, const int16_t *, const Answer *, uint8_t *);
    void (*answer_moves)(const Order *, int32_t, const int16_t *, int16_t *);
    void (*upside_down)(int32_t, const int16_t *, int16_t *);
    void (*add_weights)(const Source *, int32_t, const int32_t *, int16_t *, int16_t *);
    void (*settle)(const Plan *, const uint8_t *, const int32_t *, int32_t, uint8_t, uint8_t *, uint8_t *, uint8_t *,
                   size_t, int);
} Kernel;

#define KERNEL(n)                                                                                     \
    {n,           own_best_##n,     improve_one_##n, improve_two_##n, finish_##n, answer_moves_##n, \
     upside_down_##n, add_weights_##n, settle_##n}

static const Kernel KERNELS[] = {
#ifdef WIDER
    KERNEL(32),
    KERNEL(16),
#endif
    KERNEL(8),
};

/* The widest kernel this machine runs, of at most so many lanes. */
static const Kernel *kernel_for(int most)
{
    const int can = widest_lanes();
    const Kernel *kernel = KERNELS;
    while (kernel->lanes > 8 && (kernel->lanes > can || kernel->lanes > most))
        kernel++;
    return kernel;
}

static int prepare(Work *work, const Plan *plan, int lanes)
{
    const size_t line = 64, row = (size_t)plan->states * (size_t)lanes;
    const size_t arrays = (size_t)plan->dms + 3, tables = 32 * ((MOST_LINES + 4) / 5) * (size_t)lanes;
    const size_t bytes = 2 * (arrays * row + tables) + 8 * (size_t)plan->states + row * ((size_t)plan->dms + 1);
    work->block = malloc(bytes + 2 * line);
    if (!work->block)
        return -1;
    work->ranks = (int16_t *)(((uintptr_t)work->block + line - 1) / line * line);
    work->best = work->ranks + row * (size_t)plan->dms;
    work->first = work->best + row;
    work->second = work->first + row;
    work->tables = work->second + row;
    work->unstable = (uint8_t *)(work->tables + tables);
    work->counts = work->unstable + row * (size_t)plan->dms;
    work->stale = (uint32_t *)(((uintptr_t)(work->counts + row) + 3) / 4 * 4);
    work->todo = (int32_t *)(work->stale + plan->states);
    return 0;
}

static int among(const Mover *mover, int dm)
{
    for (int k = 0; k < mover->together; k++)
        if (mover->who[k] == dm)
            return 1;
    return 0;
}

/* Raise dread to the most that the others' improvements lead to. Returns -1 where the sweeps come to no end soon. */
static int answer_improvements(const Kernel *kernel, const Plan *plan, const Work *work, int two, const int *others,
                               int count)
{
    const size_t apart = (size_t)plan->states * (size_t)kernel->lanes;
    int clean = 0;
    memset(work->stale, 0xff, sizeof *work->stale * (size_t)plan->states);
    for (int32_t step = 0; clean < count; step++) {
        const int j = others[step % count];
        const Mover *mover = &plan->mover[j];
        const uint32_t bit = UINT32_C(1) << j;
        if (step / count > SWEEPS(plan->states))
            return -1;
        const int some = two ? kernel->improve_two(mover, work->ranks, apart, work->first, work->second, work->stale, bit,
                                                   work->todo)
                             : kernel->improve_one(mover, work->ranks, apart, work->first, work->stale, bit, work->todo);
        clean = some ? 1 : clean + 1;
    }
    return 0;
}

/* Fill `unstable` for one decision maker in one batch. Returns -1 where that takes too many sweeps. */
static int judge_one(const Kernel *kernel, const Plan *plan, const Work *work, int of, int want)
{
    const size_t row = (size_t)plan->states * (size_t)kernel->lanes;
    const int16_t *own = work->ranks + row * (size_t)of;
    uint8_t *unstable = work->unstable + row * (size_t)of;
    int others[MOST_MOVERS], count = 0;
    for (int j = 0; j < plan->movers; j++)
        if (!among(&plan->mover[j], of))
            others[count++] = j;
    memset(unstable, 0, row);
    memcpy(work->best, own, sizeof *own * row);
    kernel->own_best(&plan->mover[of], own, work->best, unstable);
    if (count == 0) {
        for (size_t k = 0; k < row; k++)
            unstable[k] = unstable[k] ? (uint8_t)(GMR | SMR | SEQ | SSEQ | NASH) : 0;
        return 0;
    }
    for (int credible = 0; credible < 2; credible++) {
        const int bit = credible ? SEQ : GMR, other = credible ? SSEQ : SMR;
        const int one = (want & bit) != 0, two = (want & other) != 0;
        if (!one && !two)
            continue;
        const int16_t *base = one ? own : work->best;
        Answer answer = {work->first, one && two ? work->second : NULL, NULL, (int16_t)(one ? bit : other),
                         (int16_t)(one && two ? other : 0)};
        if (credible) {
            kernel->upside_down(plan->states, base, work->first);
            if (one && two)
                kernel->upside_down(plan->states, work->best, work->second);
            if (answer_improvements(kernel, plan, work, one && two, others, count) < 0)
                return -1;
        } else {
            answer.place = plan->order[of].component;
            kernel->answer_moves(&plan->order[of], plan->states, base, work->first);
            if (one && two)
                kernel->answer_moves(&plan->order[of], plan->states, work->best, work->second);
        }
        kernel->finish(&plan->mover[of], own, &answer, unstable);
    }
    return 0;
}

static int judge_batch(const Kernel *kernel, const Plan *plan, const Work *work, int want)
{
    for (int of = 0; of < plan->dms; of++)
        if (judge_one(kernel, plan, work, of, want) < 0)
            return -1;
    return 0;
}

/* Reading what Python hands over. */

static int take(PyObject *from, Py_buffer *into, const char *format, Py_ssize_t size)
{
    if (PyObject_GetBuffer(from, into, PyBUF_FORMAT | PyBUF_C_CONTIGUOUS) < 0)
        return -1;
    if (into->itemsize != size || !into->format || !strchr(format, into->format[0])) {
        PyErr_SetString(PyExc_ValueError, "an array of another kind of numbers was needed");
        return -1;
    }
    return 0;
}

static void drop(Py_buffer *held, int count)
{
    for (int k = 0; k < count; k++)
        if (held[k].obj)
            PyBuffer_Release(&held[k]);
}

#define LENGTH(view) ((view).len / (view).itemsize)

static int wrong(const char *what)
{
    PyErr_SetString(PyExc_ValueError, what);
    return -1;
}

static int inside(const Py_buffer *view, int32_t most)
{
    const int32_t *values = view->buf;
    for (Py_ssize_t k = 0; k < LENGTH(*view); k++)
        if (values[k] < 0 || values[k] >= most)
            return 0;
    return 1;
}

static int ascending(const Py_buffer *view, Py_ssize_t last)
{
    const int32_t *values = view->buf;
    const Py_ssize_t length = LENGTH(*view);
    if (length < 1 || values[0] != 0 || values[length - 1] != last)
        return 0;
    for (Py_ssize_t k = 1; k < length; k++)
        if (values[k] < values[k - 1])
            return 0;
    return 1;
}

static int take_mover(PyObject *from, Mover *mover, const Plan *plan)
{
    PyObject *each[6];
    if (!PyArg_ParseTuple(from, "OOOOOO", &each[0], &each[1], &each[2], &each[3], &each[4], &each[5]))
        return -1;
    for (int k = 0; k < 6; k++)
        if (take(each[k], &mover->held[k], k == 5 ? "B?" : "il", k == 5 ? 1 : 4) < 0)
            return -1;
    mover->who = mover->held[0].buf;
    mover->together = (int)LENGTH(mover->held[0]);
    mover->starts = mover->held[1].buf;
    mover->targets = mover->held[2].buf;
    mover->blocks = mover->held[3].buf;
    mover->members = mover->held[4].buf;
    mover->complete = mover->held[5].buf;
    mover->number = (int32_t)LENGTH(mover->held[5]);
    if (mover->together < 1 || !inside(&mover->held[0], plan->dms) ||
        LENGTH(mover->held[1]) != (Py_ssize_t)plan->states + 1 ||
        !ascending(&mover->held[1], LENGTH(mover->held[2])) || !inside(&mover->held[2], plan->states) ||
        LENGTH(mover->held[3]) != (Py_ssize_t)mover->number + 1 ||
        !ascending(&mover->held[3], LENGTH(mover->held[4])) || !inside(&mover->held[4], plan->states))
        return wrong("moves that do not fit together");
    int32_t b = 0;
    for (int width = 0; width <= MOST_WIDE + 1; width++) {
        mover->first[width] = b;
        while (width > 1 && width <= MOST_WIDE && b < mover->number && mover->together == 1 && mover->complete[b] &&
               mover->blocks[b + 1] - mover->blocks[b] == width)
            b++;
    }
    return 0;
}

static int take_order(PyObject *from, Order *order, const Plan *plan)
{
    PyObject *each[2];
    if (!PyArg_ParseTuple(from, "OO", &each[0], &each[1]))
        return -1;
    for (int k = 0; k < 2; k++)
        if (take(each[k], &order->held[k], "il", 4) < 0)
            return -1;
    order->component = order->held[0].buf;
    order->edges = order->held[1].buf;
    order->arcs = (int32_t)(LENGTH(order->held[1]) / 2);
    if (LENGTH(order->held[0]) != plan->states || !inside(&order->held[0], plan->states))
        return wrong("components that do not fit the states");
    for (int32_t s = 0; s < plan->states; s++)
        if (order->component[s] >= order->components)
            order->components = order->component[s] + 1;
    if (LENGTH(order->held[1]) % 2 || !inside(&order->held[1], order->components))
        return wrong("edges that do not fit the components");
    return 0;
}

static void drop_plan(Plan *plan)
{
    for (int j = 0; plan->mover && j < plan->movers; j++)
        drop(plan->mover[j].held, 6);
    for (int i = 0; plan->order && i < plan->dms; i++)
        drop(plan->order[i].held, 2);
    free(plan->mover);
    free(plan->order);
}

/* (states, (mover, …), (order, …)): the first movers are the decision makers, alone. */
static int take_plan(PyObject *from, Plan *plan)
{
    PyObject *movers, *orders;
    int states;
    if (!PyArg_ParseTuple(from, "iO!O!", &states, &PyTuple_Type, &movers, &PyTuple_Type, &orders))
        return -1;
    plan->states = states;
    plan->movers = (int)PyTuple_GET_SIZE(movers);
    plan->dms = (int)PyTuple_GET_SIZE(orders);
    if (states < 1 || plan->dms < 1 || plan->movers < plan->dms || plan->movers > MOST_MOVERS)
        return wrong("too many or too few decision makers, movers or states");
    plan->mover = calloc((size_t)plan->movers, sizeof *plan->mover);
    plan->order = calloc((size_t)plan->dms, sizeof *plan->order);
    if (!plan->mover || !plan->order) {
        PyErr_NoMemory();
        return -1;
    }
    for (int j = 0; j < plan->movers; j++)
        if (take_mover(PyTuple_GET_ITEM(movers, j), &plan->mover[j], plan) < 0)
            return -1;
    for (int i = 0; i < plan->dms; i++) {
        if (take_order(PyTuple_GET_ITEM(orders, i), &plan->order[i], plan) < 0)
            return -1;
        if (plan->mover[i].together != 1 || plan->mover[i].who[0] != i)
            return wrong("decision makers come first, one by one");
    }
    return 0;
}

/* judge */

static void judge_all(const Kernel *kernel, const Plan *plan, const Work *work, int want, const int16_t *ranks,
                      uint8_t *out, uint8_t *late, Py_ssize_t versions)
{
    const Py_ssize_t lanes = kernel->lanes, rows = (Py_ssize_t)plan->dms * plan->states;
    for (Py_ssize_t first = 0; first < versions; first += lanes) {
        const Py_ssize_t here = versions - first < lanes ? versions - first : lanes;
        for (Py_ssize_t r = 0; r < rows; r++)
            for (Py_ssize_t l = 0; l < lanes; l++)
                work->ranks[r * lanes + l] = ranks[r * versions + first + (l < here ? l : 0)];
        const int slow = judge_batch(kernel, plan, work, want) < 0;
        memset(late + first, slow, (size_t)here);
        for (Py_ssize_t r = 0; r < rows; r++)
            for (Py_ssize_t l = 0; l < here; l++)
                out[r * versions + first + l] = (uint8_t)(~work->unstable[r * lanes + l] & want);
    }
}

static const char JUDGE_DOC[] =
    "judge(plan, ranks, out, late, want, lanes)\n\n"
    "Fill out[dm, state, version] with verdicts as bits, and late[version] with what was left undone.";

static PyObject *judge(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *parts, *arrays[3];
    Py_buffer views[3] = {0};
    Plan plan = {0};
    Work work = {0};
    int want, lanes, result = -1;
    if (!PyArg_ParseTuple(args, "OOOOii", &parts, &arrays[0], &arrays[1], &arrays[2], &want, &lanes))
        return NULL;
    if (take_plan(parts, &plan) < 0 || take(arrays[0], &views[0], "h", 2) < 0 || take(arrays[1], &views[1], "B", 1) < 0 ||
        take(arrays[2], &views[2], "B", 1) < 0)
        goto done;
    const Py_ssize_t versions = views[2].len, cells = (Py_ssize_t)plan.dms * plan.states * versions;
    if (views[1].readonly || views[2].readonly || LENGTH(views[0]) != cells || views[1].len != cells) {
        wrong("arrays that do not fit together");
        goto done;
    }
    const Kernel *kernel = kernel_for(lanes);
    Py_BEGIN_ALLOW_THREADS
    result = prepare(&work, &plan, kernel->lanes);
    if (result == 0)
        judge_all(kernel, &plan, &work, want, views[0].buf, views[1].buf, views[2].buf, versions);
    Py_END_ALLOW_THREADS
    if (result < 0)
        PyErr_NoMemory();
done:
    free(work.block);
    drop(views, 3);
    drop_plan(&plan);
    if (result < 0)
        return NULL;
    Py_RETURN_NONE;
}

/* tally */

typedef struct {
    Py_buffer view[6];
    int settlements, concepts;
    int32_t versions;
    Source *source;
} Tally;

/* (values, held): weights of as many lines as `values` has columns, or, where nothing is held, ranks of states. */
static int take_source(PyObject *from, Source *source, const Plan *plan)
{
    PyObject *each[2];
    if (!PyArg_ParseTuple(from, "OO", &each[0], &each[1]))
        return -1;
    if (take(each[0], &source->at[0], "h", 2) < 0 || take(each[1], &source->at[1], "H", 2) < 0)
        return -1;
    source->values = source->at[0].buf;
    source->held = source->at[1].len ? source->at[1].buf : NULL;
    if (source->at[0].ndim != 2 || (source->held && LENGTH(source->at[1]) != plan->states))
        return wrong("preferences that do not fit the states");
    source->count = (int32_t)source->at[0].shape[0];
    source->lines = (int)source->at[0].shape[1];
    if (source->held ? source->lines < 1 || source->lines > MOST_LINES : source->lines != plan->states)
        return wrong("preferences that do not fit the states");
    for (int32_t s = 0; source->held && s < plan->states; s++)
        if (source->held[s] >> source->lines)
            return wrong("a line that has no weight");
    return 0;
}

static void load_ranks(const Kernel *kernel, const Plan *plan, const Source *source, const int32_t *which,
                       const Work *work, int16_t *ranks)
{
    if (source->held) {
        kernel->add_weights(source, plan->states, which, work->tables, ranks);
        return;
    }
    const int lanes = kernel->lanes;
    for (int l = 0; l < lanes; l++) {
        const int16_t *row = source->values + (size_t)which[l] * (size_t)plan->states;
        for (int32_t s = 0; s < plan->states; s++)
            ranks[s * lanes + l] = row[s];
    }
}

static void tally_all(const Kernel *kernel, const Plan *plan, const Work *work, int want, const Tally *tally)
{
    const int32_t *rows = tally->view[0].buf, *starts = tally->view[1].buf, *fits = tally->view[2].buf;
    uint8_t *holds = tally->view[3].buf, *leaves = tally->view[4].buf, *late = tally->view[5].buf;
    const size_t versions = (size_t)tally->versions, row = (size_t)plan->states * (size_t)kernel->lanes;
    for (int32_t first = 0; first < tally->versions; first += kernel->lanes) {
        const int here = tally->versions - first < kernel->lanes ? tally->versions - first : kernel->lanes;
        for (int d = 0; d < plan->dms; d++) {
            int32_t which[WIDEST];
            for (int l = 0; l < kernel->lanes; l++)
                which[l] = rows[(first + (l < here ? l : 0)) * plan->dms + d];
            load_ranks(kernel, plan, &tally->source[d], which, work, work->ranks + row * (size_t)d);
        }
        if (judge_batch(kernel, plan, work, want) < 0) {
            memset(late + first, 1, (size_t)here);
            continue;
        }
        size_t key = 0;
        for (int k = 0; k < tally->settlements; k++)
            for (int bit = 1; bit <= SSEQ; bit <<= 1)
                if (want & bit) {
                    kernel->settle(plan, work->unstable, fits + starts[k], starts[k + 1] - starts[k], (uint8_t)bit,
                                   work->counts, holds + key * versions + first,
                                   leaves + key * (size_t)plan->dms * versions + first, versions, here);
                    key++;
                }
    }
}

static const char TALLY_DOC[] =
    "tally(plan, sources, rows, starts, fits, holds, leaves, late, want, lanes)\n\n"
    "Fill holds[settlement, concept, version] and leaves[settlement, concept, dm, version]; late as `judge` does.";

static PyObject *tally(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *parts, *sources, *arrays[6];
    Plan plan = {0};
    Work work = {0};
    Tally all = {0};
    int want, lanes, result = -1;
    if (!PyArg_ParseTuple(args, "OO!OOOOOOii", &parts, &PyTuple_Type, &sources, &arrays[0], &arrays[1], &arrays[2],
                          &arrays[3], &arrays[4], &arrays[5], &want, &lanes))
        return NULL;
    if (take_plan(parts, &plan) < 0)
        goto done;
    for (int k = 0; k < 6; k++)
        if (take(arrays[k], &all.view[k], k < 3 ? "il" : "B", k < 3 ? 4 : 1) < 0)
            goto done;
    all.source = calloc((size_t)plan.dms, sizeof *all.source);
    if (!all.source) {
        PyErr_NoMemory();
        goto done;
    }
    if (PyTuple_GET_SIZE(sources) != plan.dms) {
        wrong("one preference a decision maker is needed");
        goto done;
    }
    for (int d = 0; d < plan.dms; d++)
        if (take_source(PyTuple_GET_ITEM(sources, d), &all.source[d], &plan) < 0)
            goto done;
    all.concepts = __builtin_popcount((unsigned)want & 31);
    all.settlements = (int)LENGTH(all.view[1]) - 1;
    all.versions = (int32_t)all.view[5].len;
    const Py_ssize_t cells = (Py_ssize_t)all.settlements * all.concepts * all.versions;
    if (all.view[3].readonly || all.view[4].readonly || all.view[5].readonly || all.settlements < 0 ||
        all.view[3].len != cells || all.view[4].len != cells * plan.dms ||
        LENGTH(all.view[0]) != (Py_ssize_t)all.versions * plan.dms || !ascending(&all.view[1], LENGTH(all.view[2])) ||
        !inside(&all.view[2], plan.states)) {
        wrong("arrays that do not fit together");
        goto done;
    }
    const int32_t *rows = all.view[0].buf, *starts = all.view[1].buf;
    for (Py_ssize_t k = 0; k < LENGTH(all.view[0]); k++)
        if (rows[k] < 0 || rows[k] >= all.source[k % plan.dms].count) {
            wrong("a preference that is not there");
            goto done;
        }
    for (int k = 0; k < all.settlements; k++)
        if (starts[k + 1] - starts[k] > plan.states) {
            wrong("more states than there are");
            goto done;
        }
    const Kernel *kernel = kernel_for(lanes);
    Py_BEGIN_ALLOW_THREADS
    result = prepare(&work, &plan, kernel->lanes);
    if (result == 0)
        tally_all(kernel, &plan, &work, want & 31, &all);
    Py_END_ALLOW_THREADS
    if (result < 0)
        PyErr_NoMemory();
done:
    free(work.block);
    for (int d = 0; all.source && d < plan.dms; d++)
        drop(all.source[d].at, 2);
    free(all.source);
    drop(all.view, 6);
    drop_plan(&plan);
    if (result < 0)
        return NULL;
    Py_RETURN_NONE;
}

/* ranked */

/* Ranks of patterns of lines, the worst 0, for each row of weights; `count` has room for all sums. */
static void rank_all(const int16_t *weights, Py_ssize_t rows, int lines, const uint16_t *held, Py_ssize_t patterns,
                     int16_t *out, int16_t *count)
{
    for (Py_ssize_t r = 0; r < rows; r++) {
        const int16_t *weight = weights + r * lines;
        int16_t *rank = out + r * patterns;
        int32_t most = 0;
        for (int k = 0; k < lines; k++)
            most += weight[k];
        memset(count, 0, sizeof *count * ((size_t)most + 1));
        for (Py_ssize_t p = 0; p < patterns; p++) {
            int32_t sum = 0;
            for (int k = 0; k < lines; k++)
                sum += held[p] >> k & 1 ? weight[k] : 0;
            rank[p] = (int16_t)sum;
            count[sum] = 1;
        }
        int16_t below = 0;
        for (int32_t v = 0; v <= most; v++) {
            const int16_t here = count[v];
            count[v] = below;
            below = (int16_t)(below + here);
        }
        for (Py_ssize_t p = 0; p < patterns; p++)
            rank[p] = count[rank[p]];
    }
}

static const char RANKED_DOC[] =
    "ranked(weights, held, out)\n\n"
    "Fill out[row, pattern] with ranks, the worst 0, of patterns of lines under each row of weights.";

static PyObject *ranked(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *arrays[3];
    Py_buffer views[3] = {0};
    int16_t *count = NULL;
    int result = -1;
    if (!PyArg_ParseTuple(args, "OOO", &arrays[0], &arrays[1], &arrays[2]))
        return NULL;
    for (int k = 0; k < 3; k++)
        if (take(arrays[k], &views[k], k == 1 ? "H" : "h", 2) < 0)
            goto done;
    const Py_ssize_t patterns = LENGTH(views[1]);
    if (views[0].ndim != 2 || views[2].readonly || views[0].shape[1] > MOST_LINES ||
        LENGTH(views[2]) != views[0].shape[0] * patterns) {
        wrong("arrays that do not fit together");
        goto done;
    }
    const int16_t *weights = views[0].buf;
    for (Py_ssize_t r = 0; r < views[0].shape[0]; r++) {
        int32_t most = 0;
        for (Py_ssize_t k = 0; k < views[0].shape[1]; k++) {
            const int16_t weight = weights[r * views[0].shape[1] + k];
            most = weight < 0 || most > TOP - weight ? TOP + 1 : most + weight;
        }
        if (most > TOP) {
            wrong("weights of more than 16 bits");
            goto done;
        }
    }
    count = malloc(sizeof *count * ((size_t)TOP + 1));
    if (!count) {
        PyErr_NoMemory();
        goto done;
    }
    Py_BEGIN_ALLOW_THREADS
    rank_all(weights, views[0].shape[0], (int)views[0].shape[1], views[1].buf, patterns, views[2].buf, count);
    Py_END_ALLOW_THREADS
    result = 0;
done:
    free(count);
    drop(views, 3);
    if (result < 0)
        return NULL;
    Py_RETURN_NONE;
}

/* components */

typedef struct {
    Py_buffer held[2];
    const int32_t *starts, *targets;
} Arcs;

/* Tarjan's strongly connected components, without recursion; those that lead nowhere come first.
 *
 * R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972). */
static int32_t strong(const Arcs *arcs, int count, int32_t states, int32_t *component, int32_t *scratch)
{
    int32_t *low = scratch, *path = low + states, *open = path + states, *next = open + states, *by = next + states;
    int32_t seen = 0, found = 0, waiting = 0;
    memset(low, 0xff, sizeof *low * (size_t)states);
    memset(component, 0xff, sizeof *component * (size_t)states);
    for (int32_t root = 0; root < states; root++) {
        int32_t depth = 0;
        if (low[root] >= 0)
            continue;
        path[depth++] = open[waiting++] = root;
        low[root] = seen++;
        by[root] = 0;
        next[root] = 0;
        /* `low` starts as the number of a state in the order of seeing it; `order` keeps that number. */
        int32_t *order = by + states;
        order[root] = low[root];
        while (depth) {
            const int32_t s = path[depth - 1];
            int32_t go = -1;
            while (by[s] < count && go < 0) {
                const Arcs *own = &arcs[by[s]];
                const int32_t t = own->starts[s] + next[s];
                if (t >= own->starts[s + 1]) {
                    by[s]++;
                    next[s] = 0;
                    continue;
                }
                next[s]++;
                const int32_t to = own->targets[t];
                if (low[to] < 0)
                    go = to;
                else if (component[to] < 0 && low[to] < low[s])
                    low[s] = low[to];
            }
            if (go >= 0) {
                path[depth++] = open[waiting++] = go;
                low[go] = order[go] = seen++;
                by[go] = next[go] = 0;
                continue;
            }
            depth--;
            if (depth && low[s] < low[path[depth - 1]])
                low[path[depth - 1]] = low[s];
            if (low[s] == order[s]) {
                do
                    component[open[--waiting]] = found;
                while (open[waiting] != s);
                found++;
            }
        }
    }
    return found;
}

/* Parts that no arc leads between, in either direction. */
static int32_t weak(const Arcs *arcs, int count, int32_t states, int32_t *component)
{
    for (int32_t s = 0; s < states; s++)
        component[s] = s;
    for (int k = 0; k < count; k++)
        for (int32_t s = 0; s < states; s++)
            for (int32_t t = arcs[k].starts[s]; t < arcs[k].starts[s + 1]; t++) {
                int32_t a = s, b = arcs[k].targets[t];
                while (component[a] != a)
                    a = component[a] = component[component[a]];
                while (component[b] != b)
                    b = component[b] = component[component[b]];
                if (a < b)
                    component[b] = a;
                else
                    component[a] = b;
            }
    int32_t found = 0;
    for (int32_t s = 0; s < states; s++)
        component[s] = component[s] == s ? found++ : component[component[s]];
    return found;
}

static const char COMPONENTS_DOC[] =
    "components(arcs, component, strong)\n\n"
    "Fill component[state] by (starts, targets) of several movers together, and return how many there are.";

static PyObject *components(PyObject *Py_UNUSED(module), PyObject *args)
{
    PyObject *lists, *into;
    Py_buffer view = {0};
    Arcs *arcs = NULL;
    int32_t *scratch = NULL, found = -1;
    int strongly, count = 0;
    if (!PyArg_ParseTuple(args, "O!Op", &PyTuple_Type, &lists, &into, &strongly))
        return NULL;
    if (take(into, &view, "il", 4) < 0)
        goto done;
    const int32_t states = (int32_t)LENGTH(view);
    const Py_ssize_t movers = PyTuple_GET_SIZE(lists);
    arcs = calloc((size_t)movers + 1, sizeof *arcs);
    scratch = malloc(sizeof *scratch * 6 * ((size_t)states + 1));
    if (!arcs || !scratch) {
        PyErr_NoMemory();
        goto done;
    }
    for (count = 0; count < movers;) {
        PyObject *each[2];
        Arcs *own = &arcs[count++];
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(lists, count - 1), "OO", &each[0], &each[1]))
            goto done;
        for (int k = 0; k < 2; k++)
            if (take(each[k], &own->held[k], "il", 4) < 0)
                goto done;
        own->starts = own->held[0].buf;
        own->targets = own->held[1].buf;
        if (view.readonly || LENGTH(own->held[0]) != (Py_ssize_t)states + 1 ||
            !ascending(&own->held[0], LENGTH(own->held[1])) || !inside(&own->held[1], states)) {
            wrong("arcs that do not fit the states");
            goto done;
        }
    }
    Py_BEGIN_ALLOW_THREADS
    found = strongly ? strong(arcs, count, states, view.buf, scratch) : weak(arcs, count, states, view.buf);
    Py_END_ALLOW_THREADS
done:
    free(scratch);
    for (int k = 0; k < count; k++)
        drop(arcs[k].held, 2);
    free(arcs);
    drop(&view, 1);
    return found < 0 ? NULL : PyLong_FromLong(found);
}

static PyMethodDef METHODS[] = {
    {"judge", judge, METH_VARARGS, JUDGE_DOC},
    {"tally", tally, METH_VARARGS, TALLY_DOC},
    {"ranked", ranked, METH_VARARGS, RANKED_DOC},
    {"components", components, METH_VARARGS, COMPONENTS_DOC},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_batch",
    .m_doc = "Verdicts on many versions at once: see palabre.stability.batch.",
    .m_methods = METHODS,
};

PyMODINIT_FUNC PyInit__batch(void)
{
    return PyModuleDef_Init(&MODULE);
}
