/* How many numbers of 16 bits a vector of this machine holds: what the kernels choose their loops by. */
#ifndef PALABRE_LANES_H
#define PALABRE_LANES_H

static int widest_lanes(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2"))
        return 8;
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") ? 32 : 16;
#else
    return 8;
#endif
}

#endif
