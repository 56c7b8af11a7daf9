/* Verdicts on models in option form, with the compiler's vectors instead of numpy's arrays.
 *
 * A state's place in every array is its code: bit k is set where option k is taken. Places without a state have
 * rank TOP, so that nobody has anything better, and dread 0, so that nobody is led there. Ranks are 0 to TOP - 1.
 *
 * The least that a decision maker is left with after the others' answer is kept upside down, as its dread:
 * TOP - least. A larger dread is a worse answer, and 0 is none at all.
 *
 * Two routes find the answers that improve each mover's own lot. Sweeps raise the dread mover by mover until
 * nothing rises: quick on most models, slow where alternation is long. A flood takes the states by dread, the
 * largest first, and walks backwards; no state is used twice by one mover. Sweeps have a budget, and flood
 * finishes what they leave.
 *
 * Before them comes the crest: in most models most states are led to the worst there is for the decision maker
 * while it keeps to its strategy. Which are is found with a flag a state instead of numbers, and one maximum a
 * column instead of all its pairs; only where some are left do sweeps look.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if !defined(__GNUC__) || !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the vector extension of GCC or Clang is needed; palabre does without this file where it does not compile"
#endif

#include "_lanes.h"

#define ALWAYS __attribute__((always_inline))
#define TOP INT16_MAX
#define LEVELS (TOP + 2)
#define MOST_BITS 26
#ifndef MOST_ACROSS
#define MOST_ACROSS 8
#endif
#define MOST_WIDE (1 << MOST_ACROSS)
#define MOST_MOVERS MOST_BITS
#define WIDEST 32
#ifndef SLICE
#define SLICE 12
#endif
#ifndef ENOUGH
#define ENOUGH 8
#endif
/* Of the arrays of tops, and at least so many as one slice has own strategies. */
#ifndef TOPS
#define TOPS 16
#endif
#define MOST_TOPS(size) ((size) < UINT32_C(1) << TOPS ? (size) : UINT32_C(1) << TOPS)
#ifndef SHORT
#define SHORT 2
#endif
#ifndef BUDGET
#define BUDGET(size) ((size) <= 1 << 18 ? 12 : 48)
#endif

/* Some of a decision maker's options: those that go across vectors, and those within one. Patterns of options are
 * counted such that those free both ways come first, and an option that goes one way goes from 0 to 1. */
typedef struct {
    int width, free, within;
    uint32_t across, offset[MOST_WIDE];
    int bit[5], way[5];
} Part;

typedef struct {
    uint32_t own, up, down;
    int holes, parts;
    Part part[1 + MOST_BITS / MOST_ACROSS];
} Mover;

/* While the crest of one slice is looked for. States that agree on these options make a layer: the decision
 * maker's own, which nobody else changes, and those of the others that go one way, from less done to more. By
 * layer, the largest dread that it can be led to. */
typedef struct {
    uint32_t layers, up, down, fixed, slice;
    int16_t *tops, *tops2;
    uint8_t *flags;
    uint32_t *stale;
} Crest;

static const int16_t LANE[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                               16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31};

enum { NASH = 1, GMR = 2, SMR = 4, SEQ = 8, SSEQ = 16 };
/* Beside the verdicts of a state, while improvements are followed. */
enum { FLAG_ONE = 32, FLAG_TWO = 64 };

#ifdef __clang__
#define SHUFFLED(v, T, ...) __builtin_shufflevector(v, v, __VA_ARGS__)
#else
#define SHUFFLED(v, T, ...) __builtin_shuffle(v, (T){__VA_ARGS__})
#endif
#define EIGHT(f, k) f ^ k, (f + 1) ^ k, (f + 2) ^ k, (f + 3) ^ k, (f + 4) ^ k, (f + 5) ^ k, (f + 6) ^ k, (f + 7) ^ k

#define LANES 8
#define IN(name) name##_8
#define XORED(v, k) SHUFFLED(v, V_8, EIGHT(0, k))
#include "_fast_kernel.h"
#undef LANES
#undef IN
#undef XORED

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
#define XORED(v, k) SHUFFLED(v, V_16, EIGHT(0, k), EIGHT(8, k))
#include "_fast_kernel.h"
#undef LANES
#undef IN
#undef XORED
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
#define XORED(v, k) SHUFFLED(v, V_32, EIGHT(0, k), EIGHT(8, k), EIGHT(16, k), EIGHT(24, k))
#ifndef __clang__
#define PICKED(v, places) __builtin_shuffle(v, places)
#endif
#include "_fast_kernel.h"
#undef PICKED
#undef LANES
#undef IN
#undef XORED
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

typedef struct {
    int lanes;
    void (*own_best)(const Mover *, uint32_t, const int16_t *, const int16_t *, int16_t *, uint8_t *, uint8_t);
    int (*move)(const Mover *, uint32_t, uint32_t, uint32_t, const int16_t *, int16_t *, int16_t *, uint32_t *,
                uint32_t);
    int (*improve)(const Mover *, uint32_t, uint32_t, uint32_t, const int16_t *, int16_t *, int16_t *, uint32_t *,
                   uint32_t);
    void (*crest_begin)(const Crest *, uint32_t, const int16_t *, const int16_t *);
    int (*crest)(const Mover *, uint32_t, const Crest *, const int16_t *, int, uint32_t);
    void (*crest_end)(const Crest *, uint32_t, int16_t *, int16_t *);
    void (*dread_of)(uint32_t, const int16_t *, const int16_t *, int16_t *);
    void (*free_levels)(const Mover *, uint32_t, const int16_t *, const int16_t *, uint8_t *, int);
} Kernel;

static const Kernel KERNELS[] = {
#ifdef WIDER
    {32, own_best_32, move_32, improve_32, crest_begin_32, crest_32, crest_end_32, dread_of_32, free_levels_32},
    {16, own_best_16, move_16, improve_16, crest_begin_16, crest_16, crest_end_16, dread_of_16, free_levels_16},
#endif
    {8, own_best_8, move_8, improve_8, crest_begin_8, crest_8, crest_end_8, dread_of_8, free_levels_8},
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

typedef struct {
    const Kernel *kernel;
    int count, options, holes;
    uint32_t size;
    Mover *movers;
    const int16_t **ranks;
    uint32_t *stale;
    int16_t *tops;
    /* For the flood: by mover, the states of each list in the order of its ranks, the worst first. */
    uint32_t *order[MOST_MOVERS];
} Model;

static void prepare(Mover *mover, int lanes, int holes)
{
    const uint32_t one_way = mover->up | mover->down;
    uint32_t left = mover->own & ~(uint32_t)(lanes - 1);
    mover->holes = holes;
    mover->parts = 0;
    do {
        Part *part = &mover->part[mover->parts++];
        uint32_t bits[MOST_ACROSS];
        int count = 0, free = 0;
        part->within = 0;
        part->across = 0;
        /* Options that go both ways come first, in this part and over all parts. */
        for (int ways = 0; ways < 2; ways++)
            for (int b = 0; b < MOST_BITS && count < MOST_ACROSS; b++) {
                const uint32_t bit = UINT32_C(1) << b;
                if (left & bit && !(one_way & bit) == !ways) {
                    bits[count++] = bit;
                    free += !ways;
                    part->across |= bit;
                    left &= ~bit;
                }
            }
        part->width = 1 << count;
        part->free = 1 << free;
        for (int k = 0; k < part->width; k++) {
            part->offset[k] = part->across & mover->down;
            for (int b = 0; b < count; b++)
                if (k >> b & 1)
                    part->offset[k] ^= bits[b];
        }
        if (mover->parts == 1)
            for (int b = 0; 1 << b < lanes; b++)
                if (mover->own >> b & 1) {
                    part->bit[part->within] = b;
                    part->way[part->within++] = (mover->up >> b & 1) ? 1 : (mover->down >> b & 1) ? -1 : 0;
                }
    } while (left);
}

/* Squeezes bits out of a code: those of a mask, by two tables. */
typedef struct {
    uint32_t low[1 << 13], high[1 << 13];
} Squeeze;

static void squeeze_by(Squeeze *to, uint32_t mask)
{
    const uint32_t below = (uint32_t)__builtin_popcount(mask & 8191);
    for (uint32_t k = 0; k < 8192; k++) {
        uint32_t place = 0;
        to->low[k] = to->high[k] = 0;
        for (int b = 0; b < 13; b++)
            if (mask >> b & 1)
                to->low[k] |= (k >> b & 1) << place++;
        place = below;
        for (int b = 0; b < 13; b++)
            if (mask >> (b + 13) & 1)
                to->high[k] |= (k >> b & 1) << place++;
    }
}

static inline uint32_t squeezed(const Squeeze *by, uint32_t code)
{
    return by->low[code & 8191] | by->high[code >> 13];
}

/* Order places by value, the smallest first; those of value `none` are left out. Returns how many there are. */
static uint32_t sorted(uint32_t size, const int16_t *values, int16_t none, uint32_t *count, uint32_t *into)
{
    memset(count, 0, sizeof *count * LEVELS);
    for (uint32_t s = 0; s < size; s++)
        count[values[s] + 1] += values[s] != none;
    for (int v = 1; v < LEVELS; v++)
        count[v] += count[v - 1];
    const uint32_t total = count[LEVELS - 1];
    for (uint32_t s = 0; s < size; s++)
        if (values[s] != none)
            into[count[values[s]]++] = s;
    return total;
}

typedef struct {
    uint32_t *waiting, *by_dread, *count;
    uint8_t *seen;
    uint32_t *next[MOST_MOVERS];
    Squeeze *squeeze[MOST_MOVERS];
} Flood;

/* Reversible options of a mover make the lists; lists of one group differ in the options that go one way. */
static inline uint32_t list_bits(const Mover *mover)
{
    return mover->own & ~(mover->up | mover->down);
}

static int order_lists(Model *model, int j, const Squeeze *by, uint32_t *filled, uint32_t *scratch, uint32_t *count)
{
    const Mover *mover = &model->movers[j];
    const int log = __builtin_popcount(list_bits(mover));
    uint32_t *into = malloc(sizeof *into * model->size);
    if (!into)
        return -1;
    memset(filled, 0, sizeof *filled * (model->size >> log));
    const uint32_t states = sorted(model->size, model->ranks[j], TOP, count, scratch);
    for (uint32_t k = 0; k < states; k++) {
        const uint32_t list = squeezed(by, scratch[k]);
        into[(list << log) + filled[list]++] = scratch[k];
    }
    for (uint32_t list = 0; list < model->size >> log; list++)
        if (filled[list] < UINT32_C(1) << log)
            into[(list << log) + filled[list]] = UINT32_MAX;
    model->order[j] = into;
    return 0;
}

/* One mover, as the walk needs it: lists of so many places, the first not yet used in each, and how to find them.
 * Where a list would be short there is none, and its places are looked at each time. */
typedef struct {
    const int16_t *ranks;
    const uint32_t *order;
    uint32_t *next;
    const Squeeze *squeeze;
    uint32_t one_way, down, free, length;
    int log;
} Trail;

static inline int is_short(const Mover *mover)
{
    return __builtin_popcount(list_bits(mover)) <= SHORT;
}

static void flood_walk(const Model *model, int of, int16_t *dread, Flood *flood)
{
    const uint32_t size = model->size;
    const uint32_t total = sorted(size, dread, 0, flood->count, flood->by_dread);
    uint8_t *seen = flood->seen;
    uint32_t *waiting = flood->waiting;
    Trail trails[MOST_MOVERS];
    int others = 0;
    for (int j = 0; j < model->count; j++) {
        const Mover *mover = &model->movers[j];
        const uint32_t one_way = mover->up | mover->down;
        const int log = __builtin_popcount(list_bits(mover));
        if (j != of)
            trails[others++] = (Trail){model->ranks[j], model->order[j],   flood->next[j],     flood->squeeze[j], one_way,
                                       mover->down,     list_bits(mover), UINT32_C(1) << log, log};
    }
    memset(seen, 0, size);
    for (uint32_t k = total; k-- > 0;) {
        const uint32_t source = flood->by_dread[k];
        if (seen[source])
            continue;
        const int16_t level = dread[source];
        uint32_t depth = 0;
        seen[source] = 1;
        waiting[depth++] = source;
        while (depth) {
            const uint32_t at = waiting[--depth];
            for (const Trail *trail = trails; trail < trails + others; trail++) {
                const int16_t rank = trail->ranks[at];
                /* Who can come here: those that have, of what goes one way, no more done than here. */
                const uint32_t done = (at ^ trail->down) & trail->one_way;
                uint32_t sub = 0;
                do {
                    const uint32_t there = (at & ~trail->one_way) | (sub ^ trail->down);
                    if (!trail->order) {
                        uint32_t near = 0;
                        do {
                            const uint32_t from = there ^ near;
                            if (!seen[from] && trail->ranks[from] < rank) {
                                seen[from] = 1;
                                dread[from] = level;
                                waiting[depth++] = from;
                            }
                            near = (near - trail->free) & trail->free;
                        } while (near);
                        sub = (sub - done) & done;
                        continue;
                    }
                    const uint32_t list = squeezed(trail->squeeze, there);
                    const uint32_t *members = trail->order + ((size_t)list << trail->log);
                    uint32_t next = trail->next[list];
                    while (next < trail->length) {
                        const uint32_t from = members[next];
                        if (from == UINT32_MAX || trail->ranks[from] >= rank)
                            break;
                        next++;
                        if (!seen[from]) {
                            seen[from] = 1;
                            dread[from] = level;
                            waiting[depth++] = from;
                        }
                    }
                    trail->next[list] = next;
                    sub = (sub - done) & done;
                } while (sub);
            }
        }
    }
}

/* Finish `dread` for one decision maker by a flood. Returns -1 where memory is short. */
static int flood(Model *model, int of, int16_t *dread)
{
    const size_t size = model->size;
    Flood all = {0};
    int result = -1;
    all.waiting = malloc(sizeof *all.waiting * size);
    all.by_dread = malloc(sizeof *all.by_dread * size);
    all.count = malloc(sizeof *all.count * LEVELS);
    all.seen = malloc(size);
    if (!all.waiting || !all.by_dread || !all.count || !all.seen)
        goto done;
    for (int j = 0; j < model->count; j++) {
        if (j == of || is_short(&model->movers[j]))
            continue;
        const uint32_t lists = list_bits(&model->movers[j]);
        const size_t number = size >> __builtin_popcount(lists);
        all.next[j] = malloc(sizeof *all.next[j] * number);
        all.squeeze[j] = malloc(sizeof *all.squeeze[j]);
        if (!all.next[j] || !all.squeeze[j])
            goto done;
        squeeze_by(all.squeeze[j], ~lists & (uint32_t)(size - 1));
        if (!model->order[j] && order_lists(model, j, all.squeeze[j], all.next[j], all.waiting, all.count) < 0)
            goto done;
        memset(all.next[j], 0, sizeof *all.next[j] * number);
    }
    flood_walk(model, of, dread, &all);
    result = 0;
done:
    for (int j = 0; j < model->count; j++) {
        free(all.next[j]);
        free(all.squeeze[j]);
    }
    free(all.waiting);
    free(all.by_dread);
    free(all.count);
    free(all.seen);
    return result;
}

static uint64_t total(uint32_t size, const int16_t *values)
{
    uint64_t sum = 0;
    for (uint32_t s = 0; s < size; s++)
        sum += (uint64_t)values[s];
    return sum;
}

/* States that agree on those of these options that are far apart: the others never leave such a slice. */
static uint32_t slices(const Model *model, int of)
{
    return model->movers[of].own & ~((UINT32_C(1) << SLICE) - 1);
}

/* Raise dread to the most that the others' moves lead to, for one base or two at once. */
static void answer_moves(Model *model, int of, int16_t *one, int16_t *two)
{
    const int others = model->count - 1;
    /* Where every combination is feasible one round will do, whatever goes one way. */
    const int enough = model->holes && others > 1 ? INT_MAX : others;
    const uint32_t fixed = slices(model, of);
    uint32_t slice = 0, *stale = enough > others ? model->stale : NULL;
    for (int j = 0; j < model->count; j++)
        if (j != of && model->movers[j].parts > 1)
            stale = NULL;
    if (stale)
        memset(stale, 255, sizeof *stale * (model->size / (size_t)model->kernel->lanes));
    do {
        int clean = 0;
        for (int step = 0; step < enough && clean < others; step++) {
            const int j = step % others + (step % others >= of);
            const Mover *mover = &model->movers[j];
            const int sums = mover->parts > 1 && enough > others;
            const uint64_t before = sums ? total(model->size, one) + (two ? total(model->size, two) : 0) : 0;
            int changed = model->kernel->move(mover, model->size, fixed, slice, model->ranks[of], one, two, stale,
                                              UINT32_C(1) << j);
            if (sums) /* what changed was perhaps between feasible states only */
                changed = before != total(model->size, one) + (two ? total(model->size, two) : 0);
            clean = changed ? 1 : clean + 1;
        }
        slice = (slice - fixed) & fixed;
    } while (slice);
}

/* In one slice, find the states from which improvements lead to the worst there is; no more than most of them. */
static void find_crest(Model *model, int of, uint32_t fixed, uint32_t slice, int16_t *one, int16_t *two,
                       uint8_t *flags)
{
    const Kernel *kernel = model->kernel;
    const uint32_t size = model->size, vectors = (size / (uint32_t)kernel->lanes) >> __builtin_popcount(fixed);
    const uint32_t own = model->movers[of].own & ~fixed;
    Crest crest = {own, 0, 0, fixed, slice, model->tops, model->tops + MOST_TOPS(size), flags, model->stale};
    uint32_t came;
    int rounds = 0;
    for (int j = 0; j < model->count; j++)
        if (j != of) {
            crest.up |= model->movers[j].up;
            crest.down |= model->movers[j].down;
        }
    crest.layers |= crest.up | crest.down;
    if ((uint32_t)kernel->lanes << __builtin_popcount(crest.layers & ~(uint32_t)(kernel->lanes - 1)) >
        MOST_TOPS(size)) { /* One layer for each of the own strategies is right as well. */
        crest.layers = own;
        crest.up = crest.down = 0;
    }
    kernel->crest_begin(&crest, size, one, two);
    do {
        came = 0;
        for (int j = 0; j < model->count; j++)
            if (j != of)
                came += (uint32_t)kernel->crest(&model->movers[j], size, &crest, model->ranks[j], two != NULL,
                                                UINT32_C(1) << j);
    } while (came > vectors / ENOUGH || ++rounds == 1);
    kernel->crest_end(&crest, size, one, two);
}

/* Raise dread to the most that the others' improvements lead to, for one base or two at once. */
static int answer_improvements(Model *model, int of, int16_t *one, int16_t *two, uint8_t *flags)
{
    const int others = model->count - 1;
    const int budget = others == 1 ? 1 : others * BUDGET(model->size);
    int rest = 0;
    for (int j = 0; j < model->count; j++)
        rest |= j != of && model->movers[j].parts > 1;
    if (!rest) {
        memset(model->stale, 255, sizeof *model->stale * (model->size / (size_t)model->kernel->lanes));
        const uint32_t fixed = slices(model, of);
        uint32_t slice = 0;
        do {
            int clean = 0, step = 0;
            if (others > 1)
                find_crest(model, of, fixed, slice, one, two, flags);
            for (; step < budget && clean < others; step++) {
                const int j = step % others + (step % others >= of);
                const int changed = model->kernel->improve(&model->movers[j], model->size, fixed, slice,
                                                           model->ranks[j], one, two, model->stale,
                                                           UINT32_C(1) << j);
                clean = changed ? 1 : clean + 1;
            }
            rest |= clean < others && others > 1;
            slice = (slice - fixed) & fixed;
        } while (slice);
    }
    if (rest && (flood(model, of, one) < 0 || (two && flood(model, of, two) < 0)))
        return -1;
    return 0;
}

/* Two concepts that differ in their base only are worked out together: returns the second array where both are
 * wanted, else NULL and the first serves whichever is. */
static int16_t *start(const Model *model, int of, int want, int plain, int escape, const int16_t *const *bases,
                      int16_t *one, int16_t *two)
{
    const int both = want & plain && want & escape;
    model->kernel->dread_of(model->size, model->ranks[of], bases[!(want & plain)], one);
    if (both)
        model->kernel->dread_of(model->size, model->ranks[of], bases[1], two);
    return both ? two : NULL;
}

static void finish(const Model *model, int of, int want, int plain, int escape, uint8_t *verdicts, int16_t *one,
                   int16_t *two)
{
    const Mover *mover = &model->movers[of];
    const int16_t *own = model->ranks[of];
    if (!verdicts)
        return;
    model->kernel->own_best(mover, model->size, own, one, one, verdicts, (uint8_t)(want & plain ? plain : escape));
    if (two)
        model->kernel->own_best(mover, model->size, own, two, two, verdicts, (uint8_t)escape);
}

/* The verdicts of one decision maker, as bits. `one` and `two` are scratch. With `final` nothing is judged: `one`
 * becomes what each state is worth in the end under the one concept wanted. */
static int judge_one(Model *model, int of, int want, uint8_t *verdicts, int16_t *one, int16_t *two, int final)
{
    const Kernel *kernel = model->kernel;
    const Mover *mover = &model->movers[of];
    const int16_t *own = model->ranks[of];
    const uint32_t size = model->size;
    const int16_t *bases[] = {own, two};
    int16_t *best = two, *into = want & ~NASH || mover->parts > 1 ? best : NULL;
    uint8_t *judged = final ? NULL : verdicts;
    if (final)
        memset(verdicts, 0, size);
    kernel->own_best(mover, size, own, NULL, into, judged, NASH);
    if (want & (GMR | SMR)) {
        int plain = !model->holes && !final && mover->parts == 1;
        for (int j = 0; j < model->count; j++)
            plain &= !(model->movers[j].up | model->movers[j].down);
        if (plain) {
            kernel->free_levels(mover, size, own, best, verdicts, want);
        } else {
            int16_t *second = start(model, of, want, GMR, SMR, bases, one, two);
            answer_moves(model, of, one, second);
            finish(model, of, want, GMR, SMR, judged, one, second);
            if (want & SSEQ)
                kernel->own_best(mover, size, own, NULL, best, NULL, NASH);
        }
    }
    if (want & (SEQ | SSEQ)) {
        int16_t *second = start(model, of, want, SEQ, SSEQ, bases, one, two);
        if (answer_improvements(model, of, one, second, verdicts) < 0)
            return -1;
        finish(model, of, want, SEQ, SSEQ, judged, one, second);
    }
    if (final)
        for (uint32_t s = 0; s < size; s++) {
            const int16_t left = TOP - one[s];
            one[s] = left < own[s] ? left : own[s];
        }
    return 0;
}

typedef struct {
    Py_buffer ranks, codes, movers, work, out, worth;
} Views;

/* Everything without the interpreter's lock. Returns 0, or -1 where memory is short. */
static int run(Model *model, const Views *views, Py_ssize_t states, int want, int who)
{
    const size_t size = model->size;
    const uint64_t *codes = views->codes.len ? views->codes.buf : NULL;
    const int16_t *ranks = views->ranks.buf;
    int16_t *work = views->work.buf, *dense = work + 2 * size;
    const size_t copies = codes ? (size_t)model->count : 0;
    uint8_t *packed = (uint8_t *)(dense + size * copies);
    int result = 0;
    for (int j = 0; j < model->count; j++) {
        model->ranks[j] = ranks + (size_t)j * (size_t)states;
        if (codes) {
            int16_t *into = dense + (size_t)j * size;
            for (size_t s = 0; s < size; s++)
                into[s] = TOP;
            for (Py_ssize_t s = 0; s < states; s++)
                into[codes[s]] = model->ranks[j][s];
            model->ranks[j] = into;
        }
    }
    const int final = views->worth.len > 0;
    uint8_t *out = views->out.buf;
    for (int j = who < 0 ? 0 : who; result == 0 && j < (who < 0 ? model->count : who + 1); j++) {
        uint8_t *verdicts = codes || final ? packed : out;
        result = judge_one(model, j, want, verdicts, work, work + size, final);
        if (result == 0 && final) {
            int16_t *worth = views->worth.buf;
            for (Py_ssize_t s = 0; s < states; s++)
                worth[s] = work[codes ? (size_t)codes[s] : (size_t)s];
        } else if (result == 0 && codes) {
            for (Py_ssize_t s = 0; s < states; s++)
                out[s] = packed[codes[s]];
        }
        out += states;
    }
    for (int j = 0; j < model->count; j++)
        free(model->order[j]);
    return result;
}

static const char JUDGE_DOC[] =
    "judge(ranks, codes, movers, options, work, out, worth, want, who, lanes)\n\n"
    "Fill out[who, state] with verdicts as bits. The checks of its arguments are those of palabre.stability.fast.";

static PyObject *judge(PyObject *Py_UNUSED(module), PyObject *args)
{
    Views views = {0};
    Model model = {0};
    int want, who, lanes, result = -1;
    const char *fault = NULL;
    if (!PyArg_ParseTuple(args, "y*y*y*iw*w*w*iii", &views.ranks, &views.codes, &views.movers, &model.options,
                          &views.work, &views.out, &views.worth, &want, &who, &lanes))
        return NULL;
    const Py_ssize_t count = views.movers.len / (3 * (Py_ssize_t)sizeof(uint32_t));
    Py_ssize_t states = 0;
    if (count < 1 || count > MOST_MOVERS || model.options < 1 || model.options > MOST_BITS) {
        fault = "too many or too few decision makers or options";
    } else {
        model.count = (int)count;
        model.size = UINT32_C(1) << model.options;
        if (model.size < WIDEST)
            model.size = WIDEST;
        model.holes = views.codes.len > 0;
        states = views.ranks.len / ((Py_ssize_t)sizeof(int16_t) * count);
        const size_t size = model.size;
        const int extra = model.holes || views.worth.len > 0;
        const size_t need = 2 * size * (2 + (model.holes ? (size_t)count : 0)) + (extra ? size : 0);
        const Py_ssize_t rows = who < 0 ? count : 1;
        if (who >= count || (size_t)views.work.len < need ||
            (views.worth.len ? (rows != 1 || views.worth.len != 2 * states) : views.out.len != rows * states) ||
            (model.holes ? views.codes.len != 8 * states : (size_t)states != size))
            fault = "arrays that do not fit together";
    }
    if (!fault) {
        const uint64_t *codes = views.codes.buf;
        for (Py_ssize_t s = 0; model.holes && s < states; s++)
            if (codes[s] >= model.size)
                fault = "a state of unknown options";
    }
    if (!fault) {
        model.movers = malloc(sizeof *model.movers * (size_t)count);
        model.ranks = malloc(sizeof *model.ranks * (size_t)count);
        model.kernel = kernel_for(lanes);
        model.tops = malloc(sizeof *model.tops * 2 * MOST_TOPS(model.size));
        model.stale = malloc(sizeof *model.stale * (model.size / (size_t)model.kernel->lanes));
    }
    if (model.movers && model.ranks && model.stale && model.tops) {
        const uint32_t *bits = views.movers.buf;
        for (int j = 0; j < model.count; j++) {
            Mover *mover = &model.movers[j];
            mover->own = bits[3 * j];
            mover->up = bits[3 * j + 1] & mover->own;
            mover->down = bits[3 * j + 2] & mover->own;
            prepare(mover, model.kernel->lanes, model.holes);
        }
        Py_BEGIN_ALLOW_THREADS
        result = run(&model, &views, states, want, who);
        Py_END_ALLOW_THREADS
    }
    free(model.movers);
    free(model.ranks);
    free(model.stale);
    free(model.tops);
    PyBuffer_Release(&views.ranks);
    PyBuffer_Release(&views.codes);
    PyBuffer_Release(&views.movers);
    PyBuffer_Release(&views.work);
    PyBuffer_Release(&views.out);
    PyBuffer_Release(&views.worth);
    if (fault) {
        PyErr_SetString(PyExc_ValueError, fault);
        return NULL;
    }
    if (result < 0)
        return PyErr_NoMemory();
    Py_RETURN_NONE;
}

static PyMethodDef METHODS[] = {
    {"judge", judge, METH_VARARGS, JUDGE_DOC},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_fast",
    .m_doc = "Verdicts with the compiler's vectors: see palabre.stability.fast.",
    .m_methods = METHODS,
};

PyMODINIT_FUNC PyInit__fast(void)
{
    return PyModuleDef_Init(&MODULE);
}
