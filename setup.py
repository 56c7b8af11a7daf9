"""The compiled kernel, an extra: where it does not build, the package is whole without it."""

from setuptools import Extension, setup

FAST = "src/palabre/stability/_fast"

setup(
    ext_modules=[
        Extension(
            "palabre.stability._fast",
            [f"{FAST}.c"],
            depends=[f"{FAST}_kernel.h"],
            extra_compile_args=["-O3"],
            optional=True,
        )
    ]
)
