/* The loops over vectors, included once for each instruction set.
 *
 * Before inclusion: LANES, how many int16 a vector holds; IN, a macro that marks a name; XORED(v, k), the lanes
 * of v exchanged with those k away; and PICKED(v, places), where one instruction does it. See _fast.c for what arrays mean.
 */

#include "_vectors.h"

typedef int8_t IN(Signed) __attribute__((vector_size(LANES)));

static inline ALWAYS V IN(all)(int16_t x)
{
    return (V){0} + x;
}

static inline ALWAYS int IN(any)(V v)
{
    uint64_t parts[LANES / 4], some = 0;
    memcpy(parts, &v, sizeof v);
    for (int k = 0; k < LANES / 4; k++)
        some |= parts[k];
    return some != 0;
}

static inline ALWAYS V IN(turned)(V v, int bit)
{
    switch (bit) {
    case 0: return XORED(v, 1);
    case 1: return XORED(v, 2);
    case 2: return XORED(v, 4);
#if LANES > 8
    case 3: return XORED(v, 8);
#endif
#if LANES > 16
    case 4: return XORED(v, 16);
#endif
    default: return v;
    }
}

/* All ones in the lanes that may change this bit: way 0 both, 1 only those that have it unset, -1 set. */
static inline ALWAYS V IN(may)(int bit, int way)
{
    const V set = (V)((LOAD(LANE) & (int16_t)(1 << bit)) != 0);
    return way == 0 ? IN(all)(-1) : way < 0 ? set : ~set;
}

/* Raise a column to the largest value its owner can go to: across vectors, then within. */
static inline ALWAYS void IN(spread_column)(const Part *part, const int width, const int free, V *restrict x)
{
    if (free == width) {
        V best = x[0];
        for (int k = 1; k < width; k++)
            best = IN(max)(best, x[k]);
        for (int k = 0; k < width; k++)
            x[k] = best;
    } else {
        for (int b = 1; b < width; b <<= 1)
            for (int k = 0; k < width; k++)
                if (!(k & b)) {
                    x[k] = IN(max)(x[k], x[k | b]);
                    if (b < free)
                        x[k | b] = x[k];
                }
    }
    for (int w = 0; w < part->within; w++) {
        const int bit = part->bit[w];
        const V may = IN(may)(bit, part->way[w]);
        if (free == width && width > 1 && part->way[w] == 0) {
            x[0] = IN(max)(x[0], IN(turned)(x[0], bit));
            for (int k = 1; k < width; k++)
                x[k] = x[0];
            continue;
        }
        for (int k = 0; k < width; k++)
            x[k] = IN(max)(x[k], (IN(turned)(x[k], bit) & may) | (x[k] & ~may));
    }
}

static inline ALWAYS void IN(mark)(uint8_t *verdicts, V stable, uint8_t bit, int first)
{
    const IN(Bytes) yes = __builtin_convertvector(stable, IN(Bytes)) & bit;
    IN(LooseBytes) *byte = (IN(LooseBytes) *)verdicts;
    *byte = (IN(LooseBytes))(first ? yes : (IN(Bytes))*byte | yes);
}

/* Call a function for each constant width, so that the compiler lays out columns in registers. */
#define BY_WIDTH(part, one_way, CALL)          \
    if (one_way && one_way == (part)->width / 2) \
        switch ((part)->width) {               \
        case 2: return CALL(2, 1);             \
        case 4: return CALL(4, 2);             \
        case 8: return CALL(8, 4);             \
        case 16: return CALL(16, 8);           \
        }                                      \
    if (one_way)                               \
        return CALL((part)->width, one_way);   \
    switch ((part)->width) {                   \
    case 1: return CALL(1, 0);                 \
    case 2: return CALL(2, 0);                 \
    case 4: return CALL(4, 0);                 \
    case 8: return CALL(8, 0);                 \
    case 16: return CALL(16, 0);               \
    default: return CALL((part)->width, 0);    \
    }

static inline ALWAYS int IN(best_columns)(const Part *part, const int width, const int free, int begin, int end,
                                          uint32_t size, const int16_t *own, const int16_t *dread, int16_t *into,
                                          uint8_t *verdicts, uint8_t bit)
{
    const uint32_t rest = (size - 1) & ~part->across & ~(uint32_t)(LANES - 1);
    uint32_t base = 0;
    do {
        V x[MOST_WIDE];
        for (int k = 0; k < width; k++) {
            const uint32_t at = base + part->offset[k];
            if (!begin) {
                x[k] = LOAD(into + at);
                continue;
            }
            const V rank = LOAD(own + at);
            x[k] = dread ? IN(min)(rank, LOAD(dread + at) ^ TOP) : rank;
            x[k] |= (V)(rank == TOP);
        }
        IN(spread_column)(part, width, free, x);
        if (into && (!end || !verdicts || dread == NULL))
            for (int k = 0; k < width; k++)
                STORE(into + base + part->offset[k], x[k]);
        if (end && verdicts)
            for (int k = 0; k < width; k++) {
                const uint32_t at = base + part->offset[k];
                IN(mark)(verdicts + at, (V)(x[k] <= LOAD(own + at)), bit, dread == NULL);
            }
        base = (base - rest) & rest;
    } while (base);
    return 0;
}

static int IN(best_part)(const Part *part, int begin, int end, uint32_t size, const int16_t *own,
                         const int16_t *dread, int16_t *into, uint8_t *verdicts, uint8_t bit)
{
    const int one_way = (part->width - 1) & ~(part->free - 1);
#define CALL(width, one_way) \
    IN(best_columns)(part, width, (one_way) ? part->free : (width), begin, end, size, own, dread, into, verdicts, bit)
    BY_WIDTH(part, one_way, CALL)
#undef CALL
}

/* The largest of its own and what one move leads to: of ranks, or of what is left of them after an answer.
 *
 * worth = own, or the lesser of own and TOP - dread; where no state is, -1. `into` gets the largest worth: in
 * full of ranks only, or without `verdicts`; where all is done in one part it may be NULL. Verdicts get the bit
 * where nothing better than own is found, of ranks as their first, so that what was there before is gone. */
static void IN(own_best)(const Mover *mover, uint32_t size, const int16_t *own, const int16_t *dread,
                         int16_t *into, uint8_t *verdicts, uint8_t bit)
{
    for (int p = 0; p < mover->parts; p++)
        IN(best_part)(&mover->part[p], p == 0, p == mover->parts - 1, size, own, dread, into, verdicts, bit);
}

/* The largest of each pattern of one-way options, raised to that of the patterns its owner can go on to. */
static inline ALWAYS void IN(go_on)(const Part *part, const int patterns, V *restrict best)
{
    for (int b = 1; b < patterns; b <<= 1)
        for (int p = 0; p < patterns; p++)
            if (!(p & b))
                best[p] = IN(max)(best[p], best[p | b]);
    for (int w = 0; w < part->within; w++) {
        const int bit = part->bit[w];
        const V may = IN(may)(bit, part->way[w]);
        for (int p = 0; p < patterns; p++)
            best[p] = IN(max)(best[p], (IN(turned)(best[p], bit) & may) | (best[p] & ~may));
    }
}

static inline ALWAYS int IN(move_columns)(const Part *part, const int patterns, const int holes, const int two,
                                          uint32_t rest, uint32_t slice, const int16_t *own, int16_t *first,
                                          int16_t *second, uint32_t *stale, uint32_t bit_of)
{
    const int free = part->free;
    int some = 0;
    uint32_t sub = 0;
    do {
        const uint32_t base = slice | sub;
        V x[MOST_WIDE], y[MOST_WIDE];
        uint32_t look = stale ? 0 : bit_of;
        sub = (sub - rest) & rest;
        if (stale)
            for (int k = 0; k < part->width; k++) {
                uint32_t *its = &stale[(base + part->offset[k]) / LANES];
                look |= *its;
                *its &= ~bit_of;
            }
        if (!(look & bit_of))
            continue;
        for (int p = 0; p < patterns; p++) {
            const uint32_t *offset = part->offset + p * free;
            V best = LOAD(first + base + offset[0]), best2 = two ? LOAD(second + base + offset[0]) : best;
            for (int k = 1; k < free; k++) {
                best = IN(max)(best, LOAD(first + base + offset[k]));
                if (two)
                    best2 = IN(max)(best2, LOAD(second + base + offset[k]));
            }
            x[p] = best;
            y[p] = best2;
        }
        IN(go_on)(part, patterns, x);
        if (two)
            IN(go_on)(part, patterns, y);
        for (int k = 0; k < part->width; k++) {
            const uint32_t at = base + part->offset[k];
            V to = x[k / free], to2 = y[k / free], changed;
            if (holes) {
                const V none = (V)(LOAD(own + at) == TOP);
                to &= ~none;
                if (two)
                    to2 &= ~none;
            }
            changed = to ^ LOAD(first + at);
            if (two)
                changed |= to2 ^ LOAD(second + at);
            if (IN(any)(changed)) {
                some = 1;
                STORE(first + at, to);
                if (two)
                    STORE(second + at, to2);
                if (stale)
                    stale[at / LANES] |= ~bit_of;
            }
        }
    } while (sub);
    return some;
}

/* Raise dread to the most that one decision maker's moves lead to; where no state is it stays 0. */
static int IN(move_part)(const Part *part, int holes, uint32_t size, uint32_t fixed, uint32_t slice,
                         const int16_t *own, int16_t *one, int16_t *two, uint32_t *stale, uint32_t bit_of)
{
    const uint32_t rest = (size - 1) & ~part->across & ~(uint32_t)(LANES - 1) & ~fixed;
    const int patterns = part->width / part->free;
#define CALL(patterns) \
    (two ? IN(move_columns)(part, patterns, holes, 1, rest, slice, own, one, two, stale, bit_of) \
         : IN(move_columns)(part, patterns, holes, 0, rest, slice, own, one, NULL, stale, bit_of))
    if (patterns == 1)
        return CALL(1);
    return CALL(patterns);
#undef CALL
}

/* `stale`, if any, has a bit for each mover and vector: whether it changed since that mover looked. */
static int IN(move)(const Mover *mover, uint32_t size, uint32_t fixed, uint32_t slice, const int16_t *own,
                    int16_t *one, int16_t *two, uint32_t *stale, uint32_t bit_of)
{
    int changed = 0;
    for (int p = 0; p < mover->parts; p++)
        changed |= IN(move_part)(&mover->part[p], mover->holes && p == mover->parts - 1, size, fixed, slice, own,
                                 one, two, stale, bit_of);
    return changed;
}

/* Where everything is feasible and nothing goes one way, two levels decide GMR and SMR: the most that the decision
 * maker can be sure of when it moves first, and when it moves last. */
static void IN(free_levels)(const Mover *mover, uint32_t size, const int16_t *own, const int16_t *best,
                            uint8_t *verdicts, int want)
{
    const Part *part = &mover->part[0];
    const uint32_t rest = (size - 1) & ~part->across & ~(uint32_t)(LANES - 1);
    V least[MOST_WIDE], last = IN(all)(TOP);
    int16_t first_level = 0, last_level = TOP;
    uint32_t base = 0;
    for (int k = 0; k < part->width; k++)
        least[k] = IN(all)(TOP);
    do {
        for (int k = 0; k < part->width; k++)
            least[k] = IN(min)(least[k], LOAD(own + base + part->offset[k]));
        last = IN(min)(last, LOAD(best + base));
        base = (base - rest) & rest;
    } while (base);
    for (int k = 0; k < part->width; k++) {
        for (int b = 0; 1 << b < LANES; b++)
            if (!(mover->own >> b & 1))
                least[k] = IN(min)(least[k], IN(turned)(least[k], b));
        for (int l = 0; l < LANES; l++)
            first_level = least[k][l] > first_level ? least[k][l] : first_level;
    }
    for (int l = 0; l < LANES; l++)
        last_level = last[l] < last_level ? last[l] : last_level;
    for (uint32_t s = 0; s < size; s += LANES) {
        const V rank = LOAD(own + s);
        const V stable = ((V)(rank >= first_level) & (V)(IN(all)((int16_t)(want & GMR)))) |
                         ((V)(rank >= last_level) & (V)(IN(all)((int16_t)(want & SMR))));
        IN(mark)(verdicts + s, stable, GMR | SMR, 0);
    }
}

/* Raise dread to the most that one decision maker's improvements lead to, within one slice of states.
 *
 * A column holds all the states its owner can go between; one pass over the pairs of a column is exact, since
 * two improvements in a row by one decision maker are one. Inlined once for each constant `width` and `two`.
 * `stale` has a bit for each mover and vector: whether it changed since that mover looked. */
static inline ALWAYS int IN(improve_columns)(const Part *part, const int width, const int one_way, const int two,
                                             uint32_t rest, uint32_t slice, const int16_t *ranks, int16_t *first,
                                             int16_t *second, uint32_t *stale, uint32_t bit_of)
{
    const int steps = 1 << part->within;
    V rank[MOST_WIDE], x[MOST_WIDE], y[MOST_WIDE], x1[MOST_WIDE], y1[MOST_WIDE], may[LANES];
#ifdef PICKED
    V place[LANES];
#endif
    int some = 0;
    uint32_t sub = 0;
    for (int step = 1; step < steps; step++) {
        int16_t exchanged = 0;
        may[step] = IN(all)(-1);
        for (int w = 0; w < part->within; w++)
            if ((step ^ step >> 1) >> w & 1) {
                may[step] &= IN(may)(part->bit[w], part->way[w]);
                exchanged = (int16_t)(exchanged | 1 << part->bit[w]);
            }
#ifdef PICKED
        place[step] = LOAD(LANE) ^ exchanged;
#else
        (void)exchanged;
#endif
    }
    do {
        const uint32_t base = slice | sub;
        V changed = {0};
        uint32_t look = 0;
        sub = (sub - rest) & rest;
        for (int k = 0; k < width; k++)
            look |= stale[(base + part->offset[k]) / LANES];
        if (!(look & bit_of))
            continue;
        for (int k = 0; k < width; k++) {
            const uint32_t at = base + part->offset[k];
            stale[at / LANES] &= ~bit_of;
            rank[k] = LOAD(ranks + at);
            x[k] = x1[k] = LOAD(first + at);
            if (two)
                y[k] = y1[k] = LOAD(second + at);
        }
        if (steps > 1) {
            V rank2[MOST_WIDE], x2[MOST_WIDE], y2[MOST_WIDE];
            for (int k = 0; k < width; k++) {
                rank2[k] = rank[k];
                x2[k] = x[k];
                if (two)
                    y2[k] = y[k];
            }
            for (int step = 1; step < steps; step++) {
                const V legal = may[step];
#ifdef PICKED
                for (int k = 0; k < width; k++) {
                    rank2[k] = PICKED(rank[k], place[step]);
                    x2[k] = PICKED(x1[k], place[step]);
                    if (two)
                        y2[k] = PICKED(y1[k], place[step]);
                }
#else
                const int bit = part->bit[__builtin_ctz((unsigned)step)];
                for (int k = 0; k < width; k++) {
                    rank2[k] = IN(turned)(rank2[k], bit);
                    x2[k] = IN(turned)(x2[k], bit);
                    if (two)
                        y2[k] = IN(turned)(y2[k], bit);
                }
#endif
                for (int a = 0; a < width; a++)
                    for (int b = 0; b < width; b++)
                        if (!(a & ~b & one_way)) {
                            const V better = (V)(rank2[b] > rank[a]) & legal;
                            x[a] = IN(max)(x[a], x2[b] & better);
                            if (two)
                                y[a] = IN(max)(y[a], y2[b] & better);
                        }
            }
        }
        for (int a = 1; a < width; a++) {
            const V own = rank[a];
            V xa = x[a], ya = two ? y[a] : xa;
            for (int b = 0; b < a; b++) {
                if (!(a & ~b & one_way)) {
                    const V better = (V)(rank[b] > own);
                    xa = IN(max)(xa, x[b] & better);
                    if (two)
                        ya = IN(max)(ya, y[b] & better);
                }
                if (!(b & ~a & one_way)) {
                    const V better = (V)(own > rank[b]);
                    x[b] = IN(max)(x[b], xa & better);
                    if (two)
                        y[b] = IN(max)(y[b], ya & better);
                }
            }
            x[a] = xa;
            if (two)
                y[a] = ya;
        }
        for (int k = 0; k < width; k++) {
            changed |= x[k] ^ x1[k];
            if (two)
                changed |= y[k] ^ y1[k];
        }
        if (!IN(any)(changed))
            continue;
        some = 1;
        for (int k = 0; k < width; k++) {
            const uint32_t at = base + part->offset[k];
            V differs = x[k] ^ x1[k];
            if (two)
                differs |= y[k] ^ y1[k];
            if (!IN(any)(differs))
                continue;
            stale[at / LANES] |= ~bit_of;
            STORE(first + at, x[k]);
            if (two)
                STORE(second + at, y[k]);
        }
    } while (sub);
    return some;
}

static int IN(improve)(const Mover *mover, uint32_t size, uint32_t fixed, uint32_t slice, const int16_t *ranks,
                       int16_t *one, int16_t *two, uint32_t *stale, uint32_t bit_of)
{
    const Part *part = &mover->part[0];
    const uint32_t rest = (size - 1) & ~part->across & ~(uint32_t)(LANES - 1) & ~fixed;
    const int one_way = (part->width - 1) & ~(part->free - 1);
#define CALL(width, one_way) \
    (two ? IN(improve_columns)(part, width, one_way, 1, rest, slice, ranks, one, two, stale, bit_of) \
         : IN(improve_columns)(part, width, one_way, 0, rest, slice, ranks, one, NULL, stale, bit_of))
    BY_WIDTH(part, one_way, CALL)
#undef CALL
}

static inline ALWAYS IN(Bytes) IN(flags)(const uint8_t *at)
{
    return (IN(Bytes))(*(const IN(LooseBytes) *)at);
}

static inline ALWAYS int IN(any_byte)(IN(Bytes) v)
{
    uint64_t parts[LANES / 8], some = 0;
    memcpy(parts, &v, sizeof v);
    for (int k = 0; k < LANES / 8; k++)
        some |= parts[k];
    return some != 0;
}

static inline ALWAYS V IN(flagged)(IN(Bytes) flags, uint8_t bit)
{
    return (V)__builtin_convertvector((IN(Signed))((flags & bit) != 0), V);
}

/* Squeeze the bits of a mask together. */
static inline ALWAYS uint32_t IN(squeezed)(uint32_t value, uint32_t mask)
{
#ifdef __BMI2__
    return __builtin_ia32_pext_si(value, mask);
#else
    uint32_t to = 0, place = 0;
    for (; mask; mask &= mask - 1)
        to |= (value >> __builtin_ctz(mask) & 1) << place++;
    return to;
#endif
}

/* The largest dread that a layer of states can be led to, layer by layer and lane by lane: of its own, then of
 * those that the others can go on to and not come back from. */
static void IN(highest)(const Crest *crest, uint32_t size, const int16_t *dread, int16_t *tops)
{
    const uint32_t layers = crest->layers & ~(uint32_t)(LANES - 1);
    const uint32_t rest = (size - 1) & ~crest->layers & ~crest->fixed & ~(uint32_t)(LANES - 1);
    const uint32_t count = UINT32_C(1) << __builtin_popcount(layers);
    uint32_t layer = 0, bits = layers;
    for (uint32_t index = 0; index < count; index++) {
        V top = {0};
        uint32_t sub = 0;
        do {
            top = IN(max)(top, LOAD(dread + (crest->slice | layer | sub)));
            sub = (sub - rest) & rest;
        } while (sub);
        for (int b = 0; 1 << b < LANES; b++)
            if (!(crest->layers >> b & 1))
                top = IN(max)(top, IN(turned)(top, b));
        for (int b = 0; 1 << b < LANES; b++)
            if ((crest->up | crest->down) >> b & 1)
                top = IN(max)(top, IN(turned)(top, b) & IN(may)(b, (crest->up >> b & 1) ? 1 : -1));
        STORE(tops + index * LANES, top);
        layer = (layer - layers) & layers;
    }
    for (uint32_t step = 1; step < count; step <<= 1, bits &= bits - 1) {
        const uint32_t bit = bits & -bits;
        if (bit & (crest->up | crest->down))
            for (uint32_t index = 0; index < count; index++)
                if (!(index & step)) {
                    const uint32_t less = bit & crest->up ? index : index | step;
                    STORE(tops + less * LANES, IN(max)(LOAD(tops + index * LANES), LOAD(tops + (index | step) * LANES)));
                }
    }
}

/* Flag the states of a slice whose dread is the largest that their layer can be led to. */
static void IN(crest_begin)(const Crest *crest, uint32_t size, const int16_t *one, const int16_t *two)
{
    const uint32_t layers = crest->layers & ~(uint32_t)(LANES - 1);
    const uint32_t rest = (size - 1) & ~crest->layers & ~crest->fixed & ~(uint32_t)(LANES - 1);
    const int16_t *tops = crest->tops, *tops2 = crest->tops2;
    uint32_t layer = 0;
    IN(highest)(crest, size, one, crest->tops);
    if (two)
        IN(highest)(crest, size, two, crest->tops2);
    do {
        const V first = LOAD(tops), second = two ? LOAD(tops2) : first;
        uint32_t sub = 0;
        do {
            const uint32_t s = crest->slice | layer | sub;
            const V x = LOAD(one + s), y = two ? LOAD(two + s) : x;
            const V is1 = (V)(x == first) & (V)(x != 0), is2 = (V)(y == second) & (V)(y != 0);
            const IN(Bytes) flag = (__builtin_convertvector(is1, IN(Bytes)) & FLAG_ONE) |
                                   (__builtin_convertvector(is2, IN(Bytes)) & FLAG_TWO);
            crest->stale[s / LANES] = IN(any_byte)(flag) ? UINT32_MAX : 0;
            *(IN(LooseBytes) *)(crest->flags + s) =
                (IN(LooseBytes))((IN(flags)(crest->flags + s) & (uint8_t) ~(FLAG_ONE | FLAG_TWO)) | flag);
            sub = (sub - rest) & rest;
        } while (sub);
        tops += LANES;
        tops2 += LANES;
        layer = (layer - layers) & layers;
    } while (layer);
}

/* Give the flagged states the largest dread, and leave stale only where some state is not flagged. */
static void IN(crest_end)(const Crest *crest, uint32_t size, int16_t *one, int16_t *two)
{
    const uint32_t layers = crest->layers & ~(uint32_t)(LANES - 1);
    const uint32_t rest = (size - 1) & ~crest->layers & ~crest->fixed & ~(uint32_t)(LANES - 1);
    const int16_t *tops = crest->tops, *tops2 = crest->tops2;
    uint32_t layer = 0;
    do {
        const V first = LOAD(tops), second = two ? LOAD(tops2) : first;
        uint32_t sub = 0;
        do {
            const uint32_t s = crest->slice | layer | sub;
            const IN(Bytes) flag = IN(flags)(crest->flags + s);
            const V is1 = IN(flagged)(flag, FLAG_ONE), is2 = IN(flagged)(flag, FLAG_TWO);
            const V x = LOAD(one + s);
            V open = (V)(x != 0) & ~is1;
            STORE(one + s, (first & is1) | (x & ~is1));
            if (two) {
                const V y = LOAD(two + s);
                open |= (V)(y != 0) & ~is2;
                STORE(two + s, (second & is2) | (y & ~is2));
            }
            crest->stale[s / LANES] = IN(any)(open) ? UINT32_MAX : 0;
            *(IN(LooseBytes) *)(crest->flags + s) = (IN(LooseBytes))(flag & (uint8_t) ~(FLAG_ONE | FLAG_TWO));
            sub = (sub - rest) & rest;
        } while (sub);
        tops += LANES;
        tops2 += LANES;
        layer = (layer - layers) & layers;
    } while (layer);
}

/* As go_on, but only between layers of which both can be led to the same. */
static inline ALWAYS void IN(go_on_level)(const Part *part, const int patterns, V *restrict best, const int16_t *tops,
                                          const uint32_t *at)
{
    for (int b = 1; b < patterns; b <<= 1)
        for (int p = 0; p < patterns; p++)
            if (!(p & b)) {
                const V level = (V)(LOAD(tops + at[p]) == LOAD(tops + at[p | b]));
                best[p] = IN(max)(best[p], best[p | b] | ~level);
            }
    for (int w = 0; w < part->within; w++) {
        const int bit = part->bit[w];
        for (int p = 0; p < patterns; p++) {
            const V top = LOAD(tops + at[p]);
            const V may = IN(may)(bit, part->way[w]) & (V)(top == IN(turned)(top, bit));
            best[p] = IN(max)(best[p], (IN(turned)(best[p], bit) & may) | (best[p] & ~may));
        }
    }
}

/* Flag what one decision maker's improvements lead from to a flagged state: in a column, all that is worse for
 * its owner than the best flagged state it can go to. Returns in how many vectors a flag came. */
static inline ALWAYS int IN(crest_columns)(const Part *part, const int patterns, const int level, const int two,
                                           uint32_t rest, const Crest *crest, const int16_t *ranks, uint32_t bit_of)
{
    const int free = part->free;
    const uint32_t slice = crest->slice, layers = crest->layers & ~(uint32_t)(LANES - 1);
    uint8_t *flags = crest->flags;
    uint32_t *stale = crest->stale, pattern[MOST_WIDE];
    int came = 0;
    uint32_t sub = 0;
    for (int p = 0; level && p < patterns; p++)
        pattern[p] = IN(squeezed)(part->offset[p * free], layers);
    do {
        const uint32_t base = slice | sub;
        V x[MOST_WIDE], y[MOST_WIDE];
        uint32_t look = 0;
        sub = (sub - rest) & rest;
        for (int k = 0; k < part->width; k++) {
            uint32_t *its = &stale[(base + part->offset[k]) / LANES];
            look |= *its;
            *its &= ~bit_of;
        }
        if (!(look & bit_of))
            continue;
        for (int p = 0; p < patterns; p++) {
            const uint32_t *offset = part->offset + p * free;
            V best = IN(all)(-1), best2 = best;
            for (int k = 0; k < free; k++) {
                const V rank = LOAD(ranks + base + offset[k]);
                const IN(Bytes) flag = IN(flags)(flags + base + offset[k]);
                best = IN(max)(best, rank | ~IN(flagged)(flag, FLAG_ONE));
                if (two)
                    best2 = IN(max)(best2, rank | ~IN(flagged)(flag, FLAG_TWO));
            }
            x[p] = best;
            y[p] = best2;
        }
        if (level) {
            const uint32_t layer = IN(squeezed)(base, layers);
            uint32_t at[MOST_WIDE];
            for (int p = 0; p < patterns; p++)
                at[p] = (layer | pattern[p]) * LANES;
            IN(go_on_level)(part, patterns, x, crest->tops, at);
            if (two)
                IN(go_on_level)(part, patterns, y, crest->tops2, at);
        } else {
            IN(go_on)(part, patterns, x);
            if (two)
                IN(go_on)(part, patterns, y);
        }
        for (int k = 0; k < part->width; k++) {
            const uint32_t at = base + part->offset[k];
            const V rank = LOAD(ranks + at);
            const IN(Bytes) flag = IN(flags)(flags + at);
            IN(Bytes) more = __builtin_convertvector((V)(rank < x[k / free]), IN(Bytes)) & FLAG_ONE;
            if (two)
                more |= __builtin_convertvector((V)(rank < y[k / free]), IN(Bytes)) & FLAG_TWO;
            if (IN(any_byte)(more & ~flag)) {
                came++;
                stale[at / LANES] |= ~bit_of;
                *(IN(LooseBytes) *)(flags + at) = (IN(LooseBytes))(flag | more);
            }
        }
    } while (sub);
    return came;
}

static int IN(crest)(const Mover *mover, uint32_t size, const Crest *crest, const int16_t *ranks, int two,
                     uint32_t bit_of)
{
    const Part *part = &mover->part[0];
    const uint32_t rest = (size - 1) & ~part->across & ~(uint32_t)(LANES - 1) & ~crest->fixed;
    const int patterns = part->width / part->free;
#define CALL(patterns, level, two) IN(crest_columns)(part, patterns, level, two, rest, crest, ranks, bit_of)
    if (mover->own & (crest->up | crest->down))
        return two ? CALL(patterns, 1, 1) : CALL(patterns, 1, 0);
    if (patterns > 1)
        return two ? CALL(patterns, 0, 1) : CALL(patterns, 0, 0);
    return two ? CALL(1, 0, 1) : CALL(1, 0, 0);
#undef CALL
}

/* dread = TOP - base, and 0 where no state is. */
static void IN(dread_of)(uint32_t size, const int16_t *own, const int16_t *base, int16_t *dread)
{
    for (uint32_t s = 0; s < size; s += LANES) {
        const V none = (V)(LOAD(own + s) == TOP);
        STORE(dread + s, ~LOAD(base + s) & TOP & ~none);
    }
}

#undef BY_WIDTH
#undef V
#undef LOAD
#undef STORE
