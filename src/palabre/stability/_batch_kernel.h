/* The loops over versions, included once for each instruction set.
 *
 * Before inclusion: LANES, how many versions are judged at once; and IN, a macro that marks a name. See _batch.c for
 * what arrays mean.
 */

#include "_vectors.h"

#define B IN(Bytes)

#define AT(array, s) ((array) + (size_t)(s) * LANES)
#define LOAD_BYTES(at) ((B)(*(const IN(LooseBytes) *)(at)))
#define STORE_BYTES(at, v) (*(IN(LooseBytes) *)(at) = (IN(LooseBytes))(v))

static inline ALWAYS int IN(any)(V v)
{
#if LANES == 32
    return _mm512_test_epi64_mask((__m512i)v, (__m512i)v) != 0;
#elif LANES == 16
    return !_mm256_testz_si256((__m256i)v, (__m256i)v);
#else
    uint64_t parts[LANES / 4], some = 0;
    memcpy(parts, &v, sizeof v);
    for (int k = 0; k < LANES / 4; k++)
        some |= parts[k];
    return some != 0;
#endif
}

/* x, raised to y in the versions where `there` is better than `here`. */
static inline ALWAYS V IN(raised)(V x, V y, V there, V here)
{
#if LANES == 32
    const __mmask32 better = _mm512_cmpgt_epi16_mask((__m512i)there, (__m512i)here);
    return (V)_mm512_mask_max_epi16((__m512i)x, better, (__m512i)x, (__m512i)y);
#else
    return IN(max)(x, y & (V)(there > here));
#endif
}

/* Note for whom a state is not stable: `gone` has all ones in such versions. */
static inline ALWAYS void IN(mark)(uint8_t *unstable, V gone)
{
    STORE_BYTES(unstable, LOAD_BYTES(unstable) | __builtin_convertvector(gone, B));
}

/* Go through a mover's blocks of few states, the code for each number of states apart, so that the compiler keeps
 * them in registers; CALL(width, members) is called for each. */
#define BLOCKS_OF(width, CALL)                                                           \
    for (int32_t b = mover->first[width]; b < mover->first[(width) + 1]; b++) {          \
        const int32_t *members = mover->members + mover->blocks[b];                      \
        CALL(width, members);                                                            \
    }
#define SMALL_BLOCKS(CALL) \
    BLOCKS_OF(2, CALL)     \
    BLOCKS_OF(3, CALL)     \
    BLOCKS_OF(4, CALL)     \
    BLOCKS_OF(5, CALL)     \
    BLOCKS_OF(6, CALL)     \
    BLOCKS_OF(7, CALL)     \
    BLOCKS_OF(8, CALL)

/* The best that each state of a block offers its mover, and under Nash whether that is better than the state. */
static inline ALWAYS void IN(best_block)(const int width, const int32_t *members, const int16_t *own, int16_t *best,
                                         uint8_t *unstable)
{
    V rank[MOST_WIDE], most;
    for (int k = 0; k < width; k++)
        rank[k] = LOAD(AT(own, members[k]));
    most = rank[0];
    for (int k = 1; k < width; k++)
        most = IN(max)(most, rank[k]);
    for (int k = 0; k < width; k++) {
        STORE(AT(best, members[k]), most);
        IN(mark)(AT(unstable, members[k]), (V)(most > rank[k]) & NASH);
    }
}

static void IN(own_best)(const Mover *mover, const int16_t *own, int16_t *best, uint8_t *unstable)
{
#define CALL(width, members) IN(best_block)(width, members, own, best, unstable)
    SMALL_BLOCKS(CALL)
#undef CALL
    for (int32_t m = mover->blocks[mover->first[MOST_WIDE + 1]]; m < mover->blocks[mover->number]; m++) {
        const int32_t s = mover->members[m];
        const V rank = LOAD(AT(own, s));
        V most = rank;
        for (int32_t t = mover->starts[s]; t < mover->starts[s + 1]; t++)
            most = IN(max)(most, LOAD(AT(own, mover->targets[t])));
        STORE(AT(best, s), most);
        IN(mark)(AT(unstable, s), (V)(most > rank) & NASH);
    }
}

/* Raise dread to the most that one mover's improvements lead to, within a block in which it can go anywhere.
 *
 * One pass over the pairs is exact, in any order: two improvements in a row by one mover are one. `stale` has a bit
 * for each mover and state: whether the state's dread changed since that mover looked. */
static inline ALWAYS uint32_t IN(improve_block)(const int width, const int two, const int32_t *members,
                                                const int16_t *ranks, int16_t *first, int16_t *second,
                                                uint32_t *stale, uint32_t bit)
{
    size_t at[MOST_WIDE];
    V rank[MOST_WIDE], x[MOST_WIDE], y[MOST_WIDE], x1[MOST_WIDE], y1[MOST_WIDE];
    uint32_t some = 0;
    for (int k = 0; k < width; k++) {
        at[k] = (size_t)members[k];
        rank[k] = LOAD(AT(ranks, at[k]));
        x[k] = x1[k] = LOAD(AT(first, at[k]));
        if (two)
            y[k] = y1[k] = LOAD(AT(second, at[k]));
    }
    for (int a = 1; a < width; a++) {
        const V own = rank[a];
        V xa = x[a], ya = two ? y[a] : xa;
        for (int b = 0; b < a; b++) {
            xa = IN(raised)(xa, x[b], rank[b], own);
            x[b] = IN(raised)(x[b], xa, own, rank[b]);
            if (two) {
                ya = IN(raised)(ya, y[b], rank[b], own);
                y[b] = IN(raised)(y[b], ya, own, rank[b]);
            }
        }
        x[a] = xa;
        if (two)
            y[a] = ya;
    }
    /* Without branches: which states change is hard to foresee. */
    for (int k = 0; k < width; k++) {
        const V differs = two ? (x[k] ^ x1[k]) | (y[k] ^ y1[k]) : x[k] ^ x1[k];
        const uint32_t changed = -(uint32_t)IN(any)(differs);
        some |= changed;
        stale[at[k]] = (stale[at[k]] | changed) & ~bit;
        STORE(AT(first, at[k]), x[k]);
        if (two)
            STORE(AT(second, at[k]), y[k]);
    }
    return some;
}

/* The same, move by move, where not every state of the block can be reached from every other, or all who make the
 * move have to gain by it. */
static inline ALWAYS int IN(improve_listed)(const int two, const Mover *mover, const int32_t *members, int32_t width,
                                            const int16_t *ranks, size_t apart, int16_t *first, int16_t *second,
                                            uint32_t *stale, uint32_t bit)
{
    uint32_t look = 0;
    int some = 0;
    for (int32_t k = 0; k < width; k++)
        look |= stale[members[k]];
    if (!(look & bit))
        return 0;
    for (int32_t k = 0; k < width; k++)
        stale[members[k]] &= ~bit;
    for (int32_t k = 0; k < width; k++) {
        const int32_t s = members[k];
        const V x1 = LOAD(AT(first, s)), y1 = two ? LOAD(AT(second, s)) : x1;
        const V own = LOAD(AT(ranks + apart * (size_t)mover->who[0], s));
        V x = x1, y = y1;
        for (int32_t at = mover->starts[s]; at < mover->starts[s + 1]; at++) {
            const int32_t t = mover->targets[at];
            V better = (V)(LOAD(AT(ranks + apart * (size_t)mover->who[0], t)) > own);
            for (int j = 1; j < mover->together; j++) {
                const int16_t *theirs = ranks + apart * (size_t)mover->who[j];
                better &= (V)(LOAD(AT(theirs, t)) > LOAD(AT(theirs, s)));
            }
            x = IN(max)(x, LOAD(AT(first, t)) & better);
            if (two)
                y = IN(max)(y, LOAD(AT(second, t)) & better);
        }
        V differs = x ^ x1;
        if (two)
            differs |= y ^ y1;
        if (IN(any)(differs)) {
            some = 1;
            stale[s] |= ~bit;
            STORE(AT(first, s), x);
            if (two)
                STORE(AT(second, s), y);
        }
    }
    return some;
}

/* The blocks of one width: a function of its own, whose registers are free for the block. */
#define IMPROVE(width, two, name)                                                                                  \
    static __attribute__((noinline)) int IN(name##width)(const Mover *mover, const int16_t *ranks, int16_t *first, \
                                                         int16_t *second, uint32_t *stale, uint32_t bit,           \
                                                         int32_t *todo)                                            \
    {                                                                                                              \
        const int32_t *members = mover->members + mover->blocks[mover->first[width]];                              \
        const int32_t number = mover->first[(width) + 1] - mover->first[width];                                    \
        uint32_t some = 0;                                                                                         \
        int32_t left = 0;                                                                                          \
        for (int32_t b = 0; b < number; b++) {                                                                     \
            uint32_t look = 0;                                                                                     \
            for (int k = 0; k < width; k++)                                                                        \
                look |= stale[members[b * width + k]];                                                             \
            todo[left] = b * width;                                                                                \
            left += (look & bit) != 0;                                                                             \
        }                                                                                                          \
        for (int32_t k = 0; k < left; k++)                                                                         \
            some |= IN(improve_block)(width, two, members + todo[k], ranks, first, second, stale, bit);            \
        return some != 0;                                                                                          \
    }
#define IMPROVE_BOTH(width)          \
    IMPROVE(width, 0, improve_one_)  \
    IMPROVE(width, 1, improve_two_)
IMPROVE_BOTH(2)
IMPROVE_BOTH(3)
IMPROVE_BOTH(4)
IMPROVE_BOTH(5)
IMPROVE_BOTH(6)
IMPROVE_BOTH(7)
IMPROVE_BOTH(8)

static inline ALWAYS int IN(improve_all)(const int two, const Mover *mover, const int16_t *ranks, size_t apart,
                                         int16_t *first, int16_t *second, uint32_t *stale, uint32_t bit,
                                         int32_t *todo)
{
    const int16_t *own = ranks + apart * (size_t)mover->who[0];
    int some = 0;
#define CALL(width)                                                                       \
    if (mover->first[(width) + 1] > mover->first[width])                                  \
        some |= two ? IN(improve_two_##width)(mover, own, first, second, stale, bit, todo)    \
                    : IN(improve_one_##width)(mover, own, first, second, stale, bit, todo);
    CALL(2) CALL(3) CALL(4) CALL(5) CALL(6) CALL(7) CALL(8)
#undef CALL
    for (int32_t b = mover->first[MOST_WIDE + 1]; b < mover->number; b++)
        some |= IN(improve_listed)(two, mover, mover->members + mover->blocks[b], mover->blocks[b + 1] - mover->blocks[b],
                                   ranks, apart, first, second, stale, bit);
    return some;
}

static int IN(improve_one)(const Mover *mover, const int16_t *ranks, size_t apart, int16_t *first, uint32_t *stale,
                           uint32_t bit, int32_t *todo)
{
    return IN(improve_all)(0, mover, ranks, apart, first, NULL, stale, bit, todo);
}

static int IN(improve_two)(const Mover *mover, const int16_t *ranks, size_t apart, int16_t *first, int16_t *second,
                           uint32_t *stale, uint32_t bit, int32_t *todo)
{
    return IN(improve_all)(1, mover, ranks, apart, first, second, stale, bit, todo);
}

/* What a state is worth once the others have answered. */
static inline ALWAYS V IN(worth)(const int16_t *own, const int16_t *dread, const int32_t *place, int32_t s)
{
    return IN(min)(LOAD(AT(own, s)), ~LOAD(AT(dread, place ? place[s] : s)) & TOP);
}

static inline ALWAYS void IN(finish_block)(const int width, const int32_t *members, const int16_t *own,
                                           const Answer *answer, uint8_t *unstable)
{
    V one = IN(worth)(own, answer->first, answer->place, members[0]), two = one;
    for (int k = 1; k < width; k++)
        one = IN(max)(one, IN(worth)(own, answer->first, answer->place, members[k]));
    if (answer->second) {
        two = IN(worth)(own, answer->second, answer->place, members[0]);
        for (int k = 1; k < width; k++)
            two = IN(max)(two, IN(worth)(own, answer->second, answer->place, members[k]));
    }
    for (int k = 0; k < width; k++) {
        const V rank = LOAD(AT(own, members[k]));
        IN(mark)(AT(unstable, members[k]), ((V)(one > rank) & answer->bit) | ((V)(two > rank) & answer->other));
    }
}

/* Which states are left for something worth more. */
static void IN(finish)(const Mover *mover, const int16_t *own, const Answer *answer, uint8_t *unstable)
{
#define CALL(width, members) IN(finish_block)(width, members, own, answer, unstable)
    SMALL_BLOCKS(CALL)
#undef CALL
    for (int32_t m = mover->blocks[mover->first[MOST_WIDE + 1]]; m < mover->blocks[mover->number]; m++) {
        const int32_t s = mover->members[m];
        const V rank = LOAD(AT(own, s));
        V one = (V){0}, two = one;
        for (int32_t at = mover->starts[s]; at < mover->starts[s + 1]; at++) {
            const int32_t t = mover->targets[at];
            one |= (V)(IN(worth)(own, answer->first, answer->place, t) > rank);
            if (answer->second)
                two |= (V)(IN(worth)(own, answer->second, answer->place, t) > rank);
        }
        IN(mark)(AT(unstable, s), (one & answer->bit) | (two & answer->other));
    }
}

/* The most of TOP - base that the others' moves lead to, component by component of what they can reach. */
static void IN(answer_moves)(const Order *order, int32_t states, const int16_t *base, int16_t *dread)
{
    memset(dread, 0, sizeof *dread * LANES * (size_t)order->components);
    for (int32_t s = 0; s < states; s++) {
        int16_t *at = AT(dread, order->component[s]);
        STORE(at, IN(max)(LOAD(at), ~LOAD(AT(base, s)) & TOP));
    }
    for (int32_t e = 0; e < order->arcs; e++) {
        int16_t *at = AT(dread, order->edges[2 * e]);
        STORE(at, IN(max)(LOAD(at), LOAD(AT(dread, order->edges[2 * e + 1]))));
    }
}

static void IN(upside_down)(int32_t states, const int16_t *base, int16_t *dread)
{
    for (int32_t s = 0; s < states; s++)
        STORE(AT(dread, s), ~LOAD(AT(base, s)) & TOP);
}

/* Ranks of all states from the weights of the lines that hold there: tables of five lines each. */
static void IN(add_weights)(const Source *source, int32_t states, const int32_t *which, int16_t *tables, int16_t *ranks)
{
    const int parts = (source->lines + 4) / 5;
    for (int p = 0; p < parts; p++) {
        int16_t *table = AT(tables, 32 * p);
        const int lines = source->lines - 5 * p < 5 ? source->lines - 5 * p : 5;
        STORE(table, (V){0});
        for (int k = 0; k < lines; k++) {
            V weight = {0};
            for (int l = 0; l < LANES; l++)
                weight[l] = source->values[(size_t)which[l] * (size_t)source->lines + (size_t)(5 * p + k)];
            for (int below = 0; below < 1 << k; below++)
                STORE(AT(table, below | 1 << k), LOAD(AT(table, below)) + weight);
        }
    }
    for (int32_t s = 0; s < states; s++) {
        const uint32_t held = source->held[s];
        V sum = LOAD(AT(tables, held & 31));
        for (int p = 1; p < parts; p++)
            sum += LOAD(AT(tables, 32 * p + (int)(held >> 5 * p & 31)));
        STORE(AT(ranks, s), sum);
    }
}

/* Where a settlement holds, and who leaves the states that the fewest leave. */
static void IN(settle)(const Plan *plan, const uint8_t *unstable, const int32_t *fit, int32_t count, uint8_t bit,
                       uint8_t *counts, uint8_t *holds, uint8_t *leaves, size_t apart, int lanes)
{
    const size_t row = (size_t)plan->states * LANES;
    const B one = (B){0} + 1;
    B fewest = (B){0} + UINT8_MAX, out;
    for (int32_t k = 0; k < count; k++) {
        B number = {0};
        for (int d = 0; d < plan->dms; d++)
            number -= (B)((LOAD_BYTES(AT(unstable + row * (size_t)d, fit[k])) & bit) != 0);
        STORE_BYTES(AT(counts, k), number);
        const B less = (B)(number < fewest);
        fewest = (number & less) | (fewest & ~less);
    }
    out = (B)(fewest == 0) & one;
    memcpy(holds, &out, (size_t)lanes);
    for (int d = 0; d < plan->dms; d++) {
        B some = {0};
        for (int32_t k = 0; k < count; k++) {
            const B gone = LOAD_BYTES(AT(unstable + row * (size_t)d, fit[k])) & bit;
            some |= gone & (B)(LOAD_BYTES(AT(counts, k)) == fewest);
        }
        out = (B)(some != 0) & one;
        memcpy(leaves + apart * (size_t)d, &out, (size_t)lanes);
    }
}

#undef BLOCKS_OF
#undef SMALL_BLOCKS
#undef IMPROVE
#undef IMPROVE_BOTH
#undef LOAD_BYTES
#undef STORE_BYTES
#undef LOAD
#undef STORE
#undef AT
#undef V
#undef B
