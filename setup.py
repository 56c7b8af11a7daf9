"""The compiled kernels, an extra: where they do not build, the package is whole without them."""

from setuptools import Extension, setup

ROOM = "src/palabre/stability"

setup(
    ext_modules=[
        Extension(
            f"palabre.stability._{name}",
            [f"{ROOM}/_{name}.c"],
            depends=[f"{ROOM}/_{name}_kernel.h", f"{ROOM}/_lanes.h", f"{ROOM}/_vectors.h"],
            extra_compile_args=["-O3"],
            optional=True,
        )
        for name in ("fast", "batch")
    ]
)
