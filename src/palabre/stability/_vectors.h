/* Vectors of whole numbers and what both kernels do with them, included once for each instruction set.
 *
 * Before inclusion: LANES, how many int16 a vector holds; and IN, a macro that marks a name. Who includes this
 * undefines V, LOAD and STORE when done.
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
