/* The loops over vectors, included once for each instruction set.
 *
 * Before inclusion: LANES, how many int16 a vector holds; IN, a macro that marks a name; XORED(v, k), the lanes
 * of v exchanged with those k away. See _fast.c for what arrays mean.
 */

typedef int16_t IN(V) __attribute__((vector_size(2 * LANES)));
typedef int16_t IN(Loose) __attribute__((vector_size(2 * LANES), aligned(2), may_alias));
typedef uint8_t IN(Bytes) __attribute__((vector_size(LANES)));
typedef uint8_t IN(LooseBytes) __attribute__((vector_size(LANES), aligned(1), may_alias));
#define V IN(V)

#define LOAD(at) ((V)(*(const IN(Loose) *)(at)))
#define STORE(at, v) (*(IN(Loose) *)(at) = (IN(Loose))(v))

static inline ALWAYS V IN(max)(V a, V b)
{
    V r;
    for (int l = 0; l < LANES; l++)
        r[l] = a[l] > b[l] ? a[l] : b[l];
    return r;
}

static inline ALWAYS V IN(min)(V a, V b)
{
    V r;
    for (int l = 0; l < LANES; l++)
        r[l] = a[l] < b[l] ? a[l] : b[l];
    return r;
}

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
    V r;
    for (int l = 0; l < LANES; l++)
        r[l] = way == 0 || (l >> bit & 1) == (way < 0) ? -1 : 0;
    return r;
}

/* Raise a column to the largest value its owner can go to: across vectors, then within. */
static inline ALWAYS void IN(spread_column)(const Part *part, V *restrict x)
{
    const int width = part->width;
    for (int b = 1; b < width; b <<= 1) {
        const int free = b < part->free;
        for (int k = 0; k < width; k++)
            if (!(k & b)) {
                V best = IN(max)(x[k], x[k | b]);
                x[k] = best;
                if (free)
                    x[k | b] = best;
            }
    }
    for (int w = 0; w < part->within; w++) {
        const int bit = part->bit[w];
        const V may = IN(may)(bit, part->way[w]);
        for (int k = 0; k < width; k++)
            x[k] = IN(max)(x[k], (IN(turned)(x[k], bit) & may) | (x[k] & ~may));
    }
}

/* The largest of its own and what one move leads to: of ranks, or of what is left of them after an answer.
 *
 * worth = own, or the lesser of own and TOP - dread; where no state is, -1. `into` gets the largest worth (in
 * full only without `verdicts`); verdicts the bit where nothing better than own is found. */
static void IN(own_best)(const Mover *mover, uint32_t size, const int16_t *own, const int16_t *dread,
                         int16_t *into, uint8_t *verdicts, uint8_t bit)
{
    V x[MOST_WIDE];
    const IN(Bytes) mark = (IN(Bytes)){0} + bit;
    for (int p = 0; p < mover->parts; p++) {
        const Part *part = &mover->part[p];
        const int width = part->width, last = p == mover->parts - 1;
        const uint32_t rest = (size - 1) & ~part->across & ~(uint32_t)(LANES - 1);
        uint32_t base = 0;
        do {
            for (int k = 0; k < width; k++) {
                const uint32_t at = base + part->offset[k];
                if (p) {
                    x[k] = LOAD(into + at);
                    continue;
                }
                const V rank = LOAD(own + at);
                x[k] = dread ? IN(min)(rank, LOAD(dread + at) ^ TOP) : rank;
                x[k] |= (V)(rank == TOP);
            }
            IN(spread_column)(part, x);
            if (into && (!last || !verdicts || dread == NULL))
                for (int k = 0; k < width; k++)
                    STORE(into + base + part->offset[k], x[k]);
            if (last && verdicts)
                for (int k = 0; k < width; k++) {
                    const uint32_t at = base + part->offset[k];
                    const V stable = (V)(x[k] <= LOAD(own + at));
                    const IN(Bytes) yes = __builtin_convertvector(stable, IN(Bytes)) & mark;
                    IN(LooseBytes) *byte = (IN(LooseBytes) *)(verdicts + at);
                    *byte = (IN(LooseBytes))((IN(Bytes))*byte | yes);
                }
            base = (base - rest) & rest;
        } while (base);
    }
}

/* Raise dread to the most that one decision maker's moves lead to; where no state is it stays 0. */
static int IN(move)(const Mover *mover, uint32_t size, const int16_t *own, int16_t *dread)
{
    V x[MOST_WIDE], changed = {0};
    for (int p = 0; p < mover->parts; p++) {
        const Part *part = &mover->part[p];
        const int width = part->width, last = p == mover->parts - 1;
        const uint32_t rest = (size - 1) & ~part->across & ~(uint32_t)(LANES - 1);
        uint32_t base = 0;
        do {
            for (int k = 0; k < width; k++)
                x[k] = LOAD(dread + base + part->offset[k]);
            IN(spread_column)(part, x);
            for (int k = 0; k < width; k++) {
                const uint32_t at = base + part->offset[k];
                if (last && mover->holes)
                    x[k] &= ~(V)(LOAD(own + at) == TOP);
                changed |= x[k] ^ LOAD(dread + at);
                STORE(dread + at, x[k]);
            }
            base = (base - rest) & rest;
        } while (base);
    }
    return mover->parts > 1 || IN(any)(changed);
}

/* Raise dread to the most that one decision maker's improvements lead to, within one slice of states.
 *
 * A column holds all the states its owner can go between; one pass over the pairs of a column is exact, since
 * two improvements in a row by one decision maker are one. */
static inline ALWAYS int IN(improve_columns)(const Mover *mover, uint32_t rest, uint32_t slice,
                                             const int16_t *ranks, int16_t *one, int16_t *two)
{
    const Part *part = &mover->part[0];
    const int width = part->width, steps = 1 << part->within;
    const unsigned one_way = (unsigned)(width - 1) & ~(unsigned)(part->free - 1);
    V rank[MOST_WIDE], x[MOST_WIDE], y[MOST_WIDE], rank2[MOST_WIDE], x2[MOST_WIDE], y2[MOST_WIDE];
    int some = 0;
    uint32_t sub = 0;
    do {
        const uint32_t base = slice | sub;
        V changed = {0};
        for (int k = 0; k < width; k++) {
            const uint32_t at = base + part->offset[k];
            rank[k] = LOAD(ranks + at);
            x[k] = LOAD(one + at);
            if (two)
                y[k] = LOAD(two + at);
        }
        for (int a = 1; a < width; a++)
            for (int b = 0; b < a; b++) {
                if (!((unsigned)a & ~(unsigned)b & one_way)) {
                    const V better = (V)(rank[b] > rank[a]);
                    x[a] = IN(max)(x[a], x[b] & better);
                    if (two)
                        y[a] = IN(max)(y[a], y[b] & better);
                }
                if (!((unsigned)b & ~(unsigned)a & one_way)) {
                    const V better = (V)(rank[a] > rank[b]);
                    x[b] = IN(max)(x[b], x[a] & better);
                    if (two)
                        y[b] = IN(max)(y[b], y[a] & better);
                }
            }
        if (steps > 1) {
            V may = IN(all)(-1);
            memcpy(rank2, rank, sizeof *rank * (size_t)width);
            memcpy(x2, x, sizeof *x * (size_t)width);
            if (two)
                memcpy(y2, y, sizeof *y * (size_t)width);
            for (int step = 1; step < steps; step++) {
                const int w = __builtin_ctz((unsigned)step), bit = part->bit[w];
                const int gray = step ^ step >> 1;
                may = IN(all)(-1);
                for (int v = 0; v < part->within; v++)
                    if (gray >> v & 1)
                        may &= IN(may)(part->bit[v], part->way[v]);
                for (int k = 0; k < width; k++) {
                    rank2[k] = IN(turned)(rank2[k], bit);
                    x2[k] = IN(turned)(x2[k], bit);
                    if (two)
                        y2[k] = IN(turned)(y2[k], bit);
                }
                for (int a = 0; a < width; a++)
                    for (int b = 0; b < width; b++)
                        if (!((unsigned)a & ~(unsigned)b & one_way)) {
                            const V better = (V)(rank2[b] > rank[a]) & may;
                            x[a] = IN(max)(x[a], x2[b] & better);
                            if (two)
                                y[a] = IN(max)(y[a], y2[b] & better);
                        }
            }
        }
        for (int k = 0; k < width; k++) {
            const uint32_t at = base + part->offset[k];
            V differs = x[k] ^ LOAD(one + at);
            if (IN(any)(differs))
                STORE(one + at, x[k]);
            changed |= differs;
            if (two) {
                differs = y[k] ^ LOAD(two + at);
                if (IN(any)(differs))
                    STORE(two + at, y[k]);
                changed |= differs;
            }
        }
        some |= IN(any)(changed);
        sub = (sub - rest) & rest;
    } while (sub);
    return some;
}

static int IN(improve)(const Mover *mover, uint32_t size, uint32_t fixed, uint32_t slice, const int16_t *ranks,
                       int16_t *one, int16_t *two)
{
    const uint32_t rest = (size - 1) & ~mover->part[0].across & ~(uint32_t)(LANES - 1) & ~fixed;
    if (two)
        return IN(improve_columns)(mover, rest, slice, ranks, one, two);
    return IN(improve_columns)(mover, rest, slice, ranks, one, NULL);
}

/* dread = TOP - base, and 0 where no state is. */
static void IN(dread_of)(uint32_t size, const int16_t *own, const int16_t *base, int16_t *dread)
{
    for (uint32_t s = 0; s < size; s += LANES) {
        const V none = (V)(LOAD(own + s) == TOP);
        STORE(dread + s, ~LOAD(base + s) & TOP & ~none);
    }
}

#undef V
#undef LOAD
#undef STORE
