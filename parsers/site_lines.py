"""网页上的栏目行: lines that belong to the site around an article, not to the article.

A page that was saved carries them in elements of their own; a page that was copied as text has
them among its lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.patterns import late
from parsers.text import squeeze

_SITE_LINE = late(
    r"""(?:
        (?:您|你)?(?:当前|现在|所在|的|在)*位置[:>是]? | 首页(?=[>|\u4e00-\u9fff]) | 网站首页
      | 分享(?:到|至)? | 打印(?:本页|此页)? | 关闭(?:窗口|本页)? | 收藏 | 返回(?:顶部|列表|首页)
      | 扫一扫 | 我要纠错 | 【?(?:打印|关闭|收藏|纠错|字体|字号|大中小) | \[?(?:打印|关闭)
      | (?:字号|字体)(?:大小)?[:\[( 大] | 视力保护色 | 背景色
      | (?:浏览|阅读|点击|访问)(?:次数|量|数|率)
      | (?:上|下)一(?:篇|条|页)[:：]? | 相关(?:链接|解读|文档|阅读|稿件|信息|新闻|文件|附件|推荐)
      | 版权所有 | (?:网站|政府网站)?标识码 | .{0,8}ICP备 | .{0,8}公?网安备 | copyright
      | (?:运维|技术支持)(?:单位)?: | 网站(?:地图|声明|纠错) | 联系我们 | 无障碍
      | [•·]\s*(?:日期|时间|来源|作者|编辑|浏览|阅读|点击|字体|字号|发布|索引号|文号|分享|打印)
      | 建议使用 | 今天是(?:\d{4}年)?
      | (?:信息来源|来源|发布时间|发布日期|作者|编辑|责任编辑):
        .*(?:发布|浏览|来源|字号|字体|打印|分享|点击)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# What a site's foot says and a notice too (主办单位：县经开区管委会).
_HOST_LINE = re.compile(r"(?:主办|承办|协办)(?:单位)?:")
_FOOT_MARK = re.compile(
    r"标识码|ICP备|公?网安备|版权所有|网站地图|技术支持|copyright", re.IGNORECASE
)
# What no page's frame is without; nearly all texts have none of it.
_OF_SITES = """
    位置 首页 打印 字体 关闭 扫一扫 纠错 视力保护 背景色 浏览 点击 访问 上一篇 下一篇 上一条 下一条
    相关链接 版权所有 标识码 ICP备 网安备 网站地图 联系我们 无障碍 今天是 分享
""".split()
# 发布时间:… 信息来源:… 阅读次数: 字体:【: three of them on one line make it certain
_FACT = re.compile(
    r"(?:发布时间|发布日期|信息来源|来源|作者|(?:责任)?编辑|(?:浏览|阅读|点击|访问)(?:次数|量|数)?|字体|字号|视力保护色?|打印|分享到?|关闭)\s*(?:大小)?[:\[(]"
)
_SENTENCE = re.compile("[。;]")
_READ_TIMES = re.compile(r"字体|字号|编辑\s*:|阅读(?:次数|量|数)|发布时间\s*:")
_SURE = 3  # facts on a line
_LONGEST = 80
_NEAR = 3  # lines between a line that says who runs a site and one that only a site has


def is_site_line(text: str) -> bool:
    """Whether a squeezed and folded line begins as lines of a site do."""
    return _SITE_LINE.match(text) is not None


def is_host_line(text: str) -> bool:
    """Whether a squeezed and folded line says who runs something: a site, or a task."""
    return _HOST_LINE.match(text) is not None


def is_foot_mark(text: str) -> bool:
    """Whether a squeezed and folded line holds what stands at the foot of sites only."""
    return _FOOT_MARK.search(text) is not None


def site_lines(texts: Sequence[str]) -> frozenset[int]:
    """The positions of a site's lines in a page copied as text; none where only one looks so.

    The lines are folded.
    """
    whole = "\n".join(texts)
    if sum(word in whole for word in _OF_SITES) < 2 and not _READ_TIMES.search(whole):
        return frozenset()
    likely = [
        (at, squeeze(text))
        for at, text in enumerate(texts)
        if len(text) <= _LONGEST and not _SENTENCE.search(text) and not text.isspace()
    ]
    certain = {at for at, text in likely if len(set(_FACT.findall(text))) >= _SURE}
    found = certain | {at for at, text in likely if is_site_line(text)}
    if len(found) < 2 and not certain:
        return frozenset()
    marks = [at for at, text in likely if is_foot_mark(text)]
    found |= {
        at
        for at, text in likely
        if is_host_line(text) and any(abs(at - mark) <= _NEAR for mark in marks)
    }
    return frozenset(found)
