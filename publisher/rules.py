"""Every rule that a finding can name 规则表: its stable id, severity, exit code, words and remedy.

Letters say who speaks: ``M`` manifest, ``A`` article text, ``I`` images, ``U`` import, ``T`` type, ``P`` page make-up,
``O`` outputs, ``C`` checks, ``S`` set-up. An id is never given a second meaning. ``docs/rules.md`` is made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from publisher.errors import ExitCode, Finding, Position, PublishError, Severity
from publisher.locale import say

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: ``chinese`` and ``english`` are (message, remedy), with ``{names}`` that the finding fills."""

    id: str
    severity: Severity
    code: ExitCode
    chinese: tuple[str, str]
    english: tuple[str, str]


_TABLE = (
    Rule("M-001", _E, ExitCode.INVALID,
         ("YAML 写法有误：{problem}", "检查这一行的缩进、冒号和引号"),
         ("this is not valid YAML: {problem}", "check the indent, colon and quotes of this line")),
    Rule("M-002", _E, ExitCode.INVALID,
         ("不认识的键 {key}", "{suggestion}"),
         ("unknown key {key}", "{suggestion}")),
    Rule("M-003", _E, ExitCode.INVALID,
         ("缺少必需的键 {key}", "补上 {key}:"),
         ("required key {key} is missing", "add {key}:")),
    Rule("M-004", _E, ExitCode.INVALID,
         ("{key} 的值不合要求：{problem}", "{expected}"),
         ("the value of {key} is not usable: {problem}", "{expected}")),
    Rule("M-005", _E, ExitCode.INVALID,
         ("键 {key} 写了两次", "删去其中一个"),
         ("key {key} is written twice", "remove one of the two")),
    Rule("M-006", _E, ExitCode.INVALID,
         ("期号日期 {date} 与文件夹 {folder} 不一致", "改 date:，或把文件夹改名为 {date}"),
         ("the issue's date {date} differs from its folder {folder}", "change date:, or rename the folder to {date}")),
    Rule("M-007", _E, ExitCode.INVALID,
         ("版次 {number} 重复，前一个在 {first}", "每个版面用一个版次"),
         ("page number {number} is used twice, first at {first}", "give each page a number of its own")),
    Rule("M-008", _E, ExitCode.INVALID,
         ("稿件编号 {id} 重复，前一个在 {first}", "改一个 id:；不写则自动编号"),
         ("article id {id} is used twice, first at {first}", "change one id:, or leave it out to have it numbered")),
    Rule("M-009", _E, ExitCode.INVALID,
         ("路径 {path} 越出了 {root}", "把文件放进本期文件夹（或报纸的 assets/），用相对路径引用"),
         ("path {path} leaves {root}", "put the file into the edition's folder (or the paper's assets/), name it relatively")),
    Rule("M-010", _E, ExitCode.SOURCE,
         ("找不到稿件 {path}", "检查文件名；相似的文件：{similar}"),
         ("article file {path} does not exist", "check its name; similar files: {similar}")),
    Rule("M-011", _E, ExitCode.SOURCE,
         ("读不了文件 {path}：{problem}", "文件应为 UTF-8 文本，并可读取"),
         ("file {path} cannot be read: {problem}", "it must be a readable UTF-8 text")),
    Rule("M-012", _E, ExitCode.INVALID,
         ("报纸编号 {id} 与文件夹 {folder} 不一致", "改 id:，或把文件夹改名为 {id}"),
         ("the paper's id {id} differs from its folder {folder}", "change id:, or rename the folder to {id}")),
    Rule("M-013", _E, ExitCode.INVALID,
         ("稿件缺少 YAML 头：第一行应为 ---", "在文件开头写 ---、title: 标题、---"),
         ("the article has no YAML front matter: its first line must be ---", "begin it with ---, title: …, ---")),
    Rule("M-014", _E, ExitCode.INVALID,
         ("版面没有稿件，也没有广告", "在 articles: 下列出稿件"),
         ("the page has neither articles nor ads", "list articles below articles:")),
    Rule("M-015", _E, ExitCode.SOURCE,
         ("找不到 {what}", "{suggestion}"),
         ("{what} not found", "{suggestion}")),
    Rule("M-016", _E, ExitCode.USAGE,
         ("{date} 有多份报纸：{papers}", "用 --paper 选一份"),
         ("several papers have {date}: {papers}", "choose one with --paper")),
    Rule("M-017", _E, ExitCode.INVALID,
         ("文件过大：{size}，上限 {limit}", "拆成几篇稿件或几个版面"),
         ("the file is too large: {size}, at most {limit}", "divide it into several articles or pages")),
    Rule("M-018", _E, ExitCode.INVALID,
         ("版心放不进纸面：{problem}", "减少栏数、每栏字数或字号，或放大纸张"),
         ("the type area does not fit the paper: {problem}", "use fewer columns or characters, smaller type, or larger paper")),
    Rule("M-019", _E, ExitCode.USAGE,
         ("已有 {path}，不会覆盖", "换一个日期，或先移走已有的文件夹"),
         ("{path} exists and is not overwritten", "choose another date, or move the folder away first")),
    Rule("M-020", _E, ExitCode.INVALID,
         ("没有版式模板 {name}", "可用：{known}"),
         ("there is no layout {name}", "these can be used: {known}")),
    Rule("M-021", _E, ExitCode.INVALID,
         ("相关稿件 {id} 不存在", "写本期一篇稿件的编号"),
         ("there is no article {id} to be related to", "name the id of an article of this edition")),
    Rule("M-022", _E, ExitCode.INVALID,
         ("layout 的 {key} 超出版面：本期每版 {columns} 栏", "改小 columns:，或把 position: 左移"),
         ("{key} of the layout goes beyond the page, which has {columns} columns",
          "ask for fewer columns:, or a position: further left")),
    Rule("M-023", _E, ExitCode.INVALID,
         ("更正时间早于期号日期 {date}", "写改动的日期，不早于出版日期"),
         ("the issue was corrected before its date, {date}", "write when it was corrected, not before that date")),
    Rule("A-001", _W, ExitCode.CHECKS,
         ("去掉了不允许的 HTML：{tags}", "正文用 Markdown；可用的标签见清单手册"),
         ("HTML that is not allowed was dropped: {tags}", "write Markdown; the manifest reference lists the tags allowed")),
    Rule("A-002", _W, ExitCode.CHECKS,
         ("文中有控制字符或无效字符 {characters}，未印出", "从稿件中删去"),
         ("control or invalid characters {characters} in the text are not printed", "remove them from the article")),
    Rule("A-003", _W, ExitCode.CHECKS,
         ("不允许的链接 {href}，只保留文字", "链接用 https://、http:// 或 mailto:"),
         ("link {href} is not allowed; its text is kept", "use https://, http:// or mailto:")),
    Rule("A-004", _W, ExitCode.CHECKS,
         ("脚注 {label} 没有注文", "在文末写 [^{label}]: 注文"),
         ("footnote {label} has no text", "write [^{label}]: text at the end")),
    Rule("A-005", _E, ExitCode.INVALID,
         ("图表数据有误：{problem}", "{hint}"),
         ("the chart's data are not usable: {problem}", "{hint}")),
    Rule("A-006", _E, ExitCode.INVALID,
         ("稿件没有正文，也没有图片", "写正文，或列出 images:"),
         ("the article has neither text nor images", "write a body, or list images:")),
    Rule("A-007", _W, ExitCode.CHECKS,
         ("表格这一行有 {count} 格，表头只有 {columns} 格；已加栏，文字不丢", "核对竖线 |；文字里的竖线写作 \\|"),
         ("this row has {count} cells, the header {columns}; columns were added so that no text is lost",
          "check the bars |; write a bar within text as \\|")),
    Rule("A-008", _W, ExitCode.CHECKS,
         ("脚注 {label} {problem}", "在正文里写 [^{label}] 引用它，每条注文只写一次"),
         ("footnote {label} {problem}", "call it by [^{label}] in the text, and write each note once")),
    Rule("I-001", _E, ExitCode.SOURCE,
         ("找不到图片 {path}", "检查文件名；相似的文件：{similar}"),
         ("image {path} does not exist", "check its name; similar files: {similar}")),
    Rule("I-002", _E, ExitCode.SOURCE,
         ("图片 {path} 已损坏：{problem}", "重新导出或重新传送这张图片"),
         ("image {path} is broken: {problem}", "export or transfer it again")),
    Rule("I-003", _E, ExitCode.SOURCE,
         ("不支持的图片格式 {path}：{format}", "用 JPEG、PNG、WebP、GIF 或 SVG"),
         ("image {path} is of a format not supported: {format}", "use JPEG, PNG, WebP, GIF or SVG")),
    Rule("I-004", _E, ExitCode.SOURCE,
         ("图片 {path} 过大：{size}，上限 {limit}", "缩小后再用"),
         ("image {path} is too large: {size}, at most {limit}", "scale it down")),
    Rule("I-005", _W, ExitCode.CHECKS,
         ("图片 {path} 没有替代文字", "写 alt:，说出画面内容"),
         ("image {path} has no alternative text", "add alt:, saying what it shows")),
    Rule("I-006", _E, ExitCode.SOURCE,
         ("SVG 图片 {path} 含有不允许的内容：{problem}", "去掉脚本和外部引用，或转成 PNG"),
         ("SVG image {path} has content that is not allowed: {problem}", "remove scripts and outside references, or export as PNG")),
    Rule("U-001", _E, ExitCode.SOURCE,
         ("认不出 {path} 的格式", "可导入：{formats}"),
         ("the format of {path} is not recognised", "these can be imported: {formats}")),
    Rule("U-002", _I, ExitCode.CHECKS,
         ("恢复了 {count} 处全角标点：{changes}", "核对一遍；原文见来源文件"),
         ("{count} full-width punctuation marks restored: {changes}", "read them over; the source keeps the original")),
    Rule("U-003", _W, ExitCode.CHECKS,
         ("{what} 需要人看一眼：{text}", "{hint}"),
         ("{what} needs an editor's eye: {text}", "{hint}")),
    Rule("U-004", _E, ExitCode.USAGE,
         ("导入不会覆盖已有的 {path}", "换一个 --to，或加 --force"),
         ("import does not overwrite {path}", "choose another --to, or add --force")),
    Rule("U-005", _I, ExitCode.CHECKS,
         ("识别出 {what}", "核对一遍稿件文件"),
         ("recognised {what}", "read the article file over")),
    Rule("U-006", _I, ExitCode.CHECKS,
         ("去掉了不属于稿件的文字：{lines}", "若有误删，从来源文件补回"),
         ("dropped what is not part of the article: {lines}", "if one of them is, take it back from the source")),
    Rule("T-001", _W, ExitCode.CHECKS,
         ("字体中没有字符 {characters}", "换一种字体，或安装能显示它的字体（见 doctor）"),
         ("no installed typeface has the characters {characters}", "choose or install one that has (see doctor)")),
    Rule("T-002", _E, ExitCode.MISSING,
         ("缺少字体：{role}（{names}）", "{remedy}"),
         ("typeface missing: {role} ({names})", "{remedy}")),
    Rule("T-003", _E, ExitCode.INVALID,
         ("不认识的字体 {family}", "已安装：{installed}；认识但未安装：{known}；其他字体写文件名，如 assets/fonts/名称.otf"),
         ("unknown typeface {family}",
          "installed: {installed}; known but not installed: {known}; name others by their files, such as assets/fonts/name.otf")),
    Rule("T-004", _E, ExitCode.SOURCE,
         ("字体文件 {path} 不能用：{problem}", "换一个 .otf 或 .ttf 文件，一个文件一种粗细"),
         ("font file {path} cannot be used: {problem}", "use another .otf or .ttf file, one for each weight")),
    Rule("T-005", _I, ExitCode.CHECKS,
         ("{face}没有字符 {characters}，改用{other}", "不合意就在 publication.yaml 的 fonts: 里换一种字体"),
         ("{face} lacks the characters {characters}; {other} stands in", "choose another typeface in fonts: of publication.yaml")),
    Rule("T-006", _E, ExitCode.SOURCE,
         ("找不到字体文件 {path}", "放进报纸的 assets/fonts/，或检查文件名；相似的文件：{similar}"),
         ("font file {path} does not exist", "put it into the paper's assets/fonts/, or check its name; similar files: {similar}")),
    Rule("P-001", _I, ExitCode.CHECKS,
         ("《{title}》在第{page}版排不下，下转第{target}版", "可删节、减图，或移到别的版面"),
         ("“{title}” does not fit page {page} and continues on page {target}", "cut it, use smaller pictures, or move it")),
    Rule("P-002", _I, ExitCode.CHECKS,
         ("第{page}版空 {blank} 行（满版率 {fill}）", "补稿、加图或公益广告"),
         ("page {page} has {blank} blank lines (fill {fill})", "add copy, a picture or a filler")),
    Rule("P-003", _E, ExitCode.MAKE_UP,
         ("第{page}版无法组版：{problem}", "{hint}"),
         ("page {page} cannot be made up: {problem}", "{hint}")),
    Rule("P-004", _W, ExitCode.CHECKS,
         ("稿件超出版面，多出 {count} 个续版", "删节稿件，或在 edition.yaml 里加版面"),
         ("there is more copy than pages: {count} further ones were added", "cut the copy, or add pages to edition.yaml")),
    Rule("P-005", _W, ExitCode.CHECKS,
         ("第{page}版照{titles}指定的版式排不下，没有照它排", "改它的 layout:，或放宽栏数、行数和位置"),
         ("page {page} cannot be made up as the layout of {quoted} asks; it was made up without that",
          "change its layout: fewer or more columns, another height or position")),
    Rule("P-006", _I, ExitCode.CHECKS,
         ("第{page}版只有 {count} 个候选版式，用了最后一个", "candidate: 写小一些"),
         ("page {page} has only {count} candidates; the last one is used", "use a smaller candidate:")),
    Rule("P-007", _I, ExitCode.CHECKS,
         ("第{page}版有 {count} 篇稿件，多于 {most} 篇，没有试风车式排法", "不必处理；嫌版面断开，可把简讯合成一篇"),
         ("page {page} has {count} articles, more than {most}: pinwheels were not tried",
          "nothing need be done; where the page looks cut, join briefs into one article")),
    Rule("P-008", _I, ExitCode.CHECKS,
         ("《{title}》在第{page}版排不下，整篇移到第{target}版", "可删节本版稿件，或把它写在别的版面"),
         ("“{title}” finds no room on page {page} and stands on page {target}", "cut the page's copy, or list it on another page")),
    Rule("P-009", _E, ExitCode.USAGE,
         ("本期没有第{page}版的稿件可选版式", "有稿件的版面：{known}"),
         ("this edition has no articles on page {page} to be arranged", "pages with articles: {known}")),
    Rule("O-001", _E, ExitCode.OUTPUT,
         ("写不出 {output}：{problem}", "检查磁盘空间和权限"),
         ("{output} cannot be written: {problem}", "check disk space and permissions")),
    Rule("O-002", _E, ExitCode.OUTPUT,
         ("渲染超过 {seconds} 秒，已中止", "检查异常大的图片或表格，或用 --timeout 放宽"),
         ("rendering took longer than {seconds} s and was stopped", "look for a huge picture or table, or raise --timeout")),
    Rule("O-003", _W, ExitCode.CHECKS,
         ("排版引擎提示：{message}", "检查报纸自己的样式表或图片"),
         ("the layout engine says: {message}", "check the publication's own styles or images")),
    Rule("O-004", _E, ExitCode.OUTPUT,
         ("渲染进程意外结束：{problem}", "内存不足时关闭其他程序再试；否则请报告此错误"),
         ("the rendering process ended unexpectedly: {problem}", "free memory and try again; otherwise please report it")),
    Rule("O-005", _W, ExitCode.CHECKS,
         ("拦下了读取 {url}", "只能引用本期、本报和样式文件夹里的文件"),
         ("reading {url} was refused", "only files of the edition, the paper and the styles can be used")),
    Rule("O-006", _W, ExitCode.CHECKS,
         ("这一版程序还不会制作 {output}，已略过", "从 outputs: 中删去，或等新版"),
         ("this version cannot make {output}; it was left out", "remove it from outputs:, or wait for a new version")),
    Rule("O-007", _E, ExitCode.OUTPUT,
         ("渲染出错：{problem}", "检查报纸自己的样式表和模板；若没有改过，请报告此错误"),
         ("rendering failed: {problem}", "look at the publication's own styles and templates; if it has none, please report this")),
    Rule("C-001", _E, ExitCode.CHECKS,
         ("《{title}》的文字在 {output} 中不全：缺“{missing}”", "请报告此错误：文字不应丢失"),
         ("the text of “{title}” is incomplete in {output}: “{missing}” is missing", "please report this: no text may be lost")),
    Rule("S-001", _E, ExitCode.MISSING,
         ("缺少 {tool}", "{remedy}"),
         ("{tool} is missing", "{remedy}")),
)  # fmt: skip

#: All rules by id.
RULES: dict[str, Rule] = {rule.id: rule for rule in _TABLE}


def finding(rule_id: str, where: Position | None = None, **names: object) -> Finding:
    """Make the finding of a rule in the user's language.

    Args:
        rule_id: the rule's stable id, such as ``M-010``.
        where: the place in the user's file.
        names: what the rule's message and remedy name.

    Raises:
        KeyError: the rule or one of its names does not exist; a mistake of ours.
    """
    rule = RULES[rule_id]
    message, remedy = (say(zh, en) for zh, en in zip(rule.chinese, rule.english, strict=True))
    return Finding(rule_id, rule.severity, message.format(**names), remedy.format(**names), where)


def failure(*findings: Finding) -> PublishError:
    """Make the error that ends a run for these findings, with the gravest of their exit codes.

    A manifest that is invalid goes before a source that is missing, and that before everything later.
    """
    codes = {RULES[item.rule].code for item in findings}
    order = (
        ExitCode.USAGE,
        ExitCode.INVALID,
        ExitCode.SOURCE,
        ExitCode.MISSING,
        ExitCode.MAKE_UP,
        ExitCode.OUTPUT,
        ExitCode.CHECKS,
    )
    return PublishError(findings, next(code for code in order if code in codes))
