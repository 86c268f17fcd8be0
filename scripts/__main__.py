"""Entry: refuses an old Python in words, before anything newer is parsed."""

import gc
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "需要 Python 3.11 或更新版本，现在是 {}.{}。请安装新版后用它运行。\n"
        "Python 3.11 or newer is needed; this is {}.{}.".format(*(sys.version_info[:2] * 2))
    )

from scripts.door import main

if __name__ == "__main__":
    code = main(sys.argv[1:])
    gc.freeze()  # the process ends here: after a build half a second went into looking for garbage once more
    sys.exit(code)
