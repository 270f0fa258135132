"""The words of the web edition's controls 界面用语, in the edition's own language.

Those that other outputs need too are in :mod:`publisher.labels`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from publisher.text.languages import Variety, variety

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Every word in simplified and traditional Chinese, Japanese and English; ``{}`` stands for what is filled in.
_WORDS: dict[str, tuple[str, str, str, str]] = {
    # Home 首页
    "machine": ("电子报阅读机", "電子報閱讀機", "電子新聞閲覧機", "Reading machine"),
    "current_paper": ("当前报纸", "目前報紙", "現在の新聞", "Newspaper"),
    "today": ("今天", "今天", "今日", "Today"),
    "papers": ("报纸", "報紙", "新聞一覧", "Newspapers"),
    "back_issues": ("往期回顾", "往期回顧", "バックナンバー", "Back issues"),
    "previous_issue": ("上一期", "上一期", "前の号", "Previous issue"),
    "next_issue": ("下一期", "下一期", "次の号", "Next issue"),
    "newest_issue": ("最新一期", "最新一期", "最新号", "Newest issue"),
    "this_issue": ("本期", "本期", "この号", "This issue"),
    "month": ("{}年{}月", "{}年{}月", "{}年{}月", "{1} {0}"),
    "year": ("{}年", "{}年", "{}年", "{}"),
    "previous_year": ("上一年", "上一年", "前の年", "Previous year"),
    "next_year": ("下一年", "下一年", "次の年", "Next year"),
    "issue_of": ("{}的报纸", "{}的報紙", "{}の新聞", "Issue of {}"),
    "no_issues": ("还没有报纸", "還沒有報紙", "新聞はまだありません", "There are no issues yet"),
    # Article view 文章
    "around": ("前后各篇", "前後各篇", "前後の記事", "Articles before and after"),
    "tools": ("阅读工具", "閱讀工具", "閲覧ツール", "Reading tools"),
    "settings": ("阅读设置", "閱讀設定", "表示設定", "Reading settings"),
    "leading": ("行距", "行距", "行間", "Line spacing"),
    "leading_tight": ("紧凑", "緊湊", "狭い", "Tight"),
    "leading_usual": ("适中", "適中", "標準", "Usual"),
    "leading_loose": ("宽松", "寬鬆", "広い", "Loose"),
    "theme": ("主题", "主題", "配色", "Theme"),
    "theme_system": ("跟随系统", "跟隨系統", "端末に合わせる", "System"),
    "theme_day": ("日间", "日間", "昼", "Day"),
    "theme_night": ("夜间", "夜間", "夜", "Night"),
    "theme_sepia": ("护眼", "護眼", "セピア", "Sepia"),
    "theme_eink": ("墨水屏", "電子紙", "電子ペーパー", "E-ink"),
    "reset": ("恢复默认", "恢復預設", "初期設定に戻す", "Reset"),
    "done": ("完成", "完成", "完了", "Done"),
    "screens": ("翻屏", "翻頁", "画面送り", "Turn by the screen"),
    "previous_screen": ("上一屏", "上一頁", "前の画面", "Page up"),
    "next_screen": ("下一屏", "下一頁", "次の画面", "Page down"),
    "aloud": ("朗读", "朗讀", "読み上げ", "Read aloud"),
    "pause": ("暂停", "暫停", "一時停止", "Pause"),
    "resume": ("继续", "繼續", "再開", "Resume"),
    "stop": ("停止", "停止", "停止", "Stop"),
    "previous_sentence": ("上一句", "上一句", "前の文", "Previous sentence"),
    "next_sentence": ("下一句", "下一句", "次の文", "Next sentence"),
    "speed": ("语速", "語速", "速さ", "Speed"),
    "voice": ("嗓音", "語音", "声", "Voice"),
    "read_on": ("连读下一篇", "接續下一篇", "次の記事も続ける", "Go on to the next article"),
    "no_voices": (
        "这个浏览器没有能读本文的语音",
        "這個瀏覽器沒有能讀本文的語音",
        "このブラウザーには読み上げの音声がありません",
        "This browser has no voice for this language",
    ),
    "voice_failed": (
        "朗读中断了，请按“继续”",
        "朗讀中斷了，請按「繼續」",
        "読み上げが止まりました。「再開」を押してください",
        "The voice failed. Press Resume.",
    ),
    "press_to_read": (
        "请按“继续”开始朗读",
        "請按「繼續」開始朗讀",
        "「再開」を押すと読み上げます",
        "Press Resume to read aloud.",
    ),
    "read_to_end": ("读完了", "讀完了", "読み終わりました", "Read to the end"),
    "actions": ("复制、引用、分享", "複製、引用、分享", "コピー・引用・共有", "Copy, cite, share"),
    "copy_text": ("复制全文", "複製全文", "全文をコピー", "Copy text"),
    "copy_this": ("复制", "複製", "コピー", "Copy"),
    "cite": ("引用", "引用", "引用", "Cite"),
    "cite_standard": ("GB/T 7714—2015", "GB/T 7714—2015", "GB/T 7714—2015", "GB/T 7714—2015"),
    "cite_words": ("文字", "文字", "文章", "In words"),
    "cite_author_form": ("{}：", "{}：", "{}", "{}, "),
    "cite_words_form": (
        "{author}《{title}》，{source}。",
        "{author}《{title}》，{source}。",
        "{author}「{title}」{source}。",
        "{author}“{title}”, {source}.",
    ),
    "cite_source_form": (
        "《{paper}》{date}{pages}",
        "《{paper}》{date}{pages}",
        "『{paper}』{date}{pages}",
        "{paper}, {date}, {pages}",
    ),
    "share": ("分享链接", "分享連結", "リンクを共有", "Share link"),
    "copied": ("已复制", "已複製", "コピーしました", "Copied"),
    "link_copied": ("链接已复制", "連結已複製", "リンクをコピーしました", "Link copied"),
    "copy_failed": (
        "没能复制，请选中文字自己复制",
        "無法複製，請選取文字自行複製",
        "コピーできませんでした",
        "Could not copy",
    ),
    "returned": (
        "已回到上次读到的地方",
        "已回到上次讀到的地方",
        "前回の続きに戻りました",
        "Back to where you were",
    ),
    "enlarge": ("看大图：{}", "看大圖：{}", "拡大：{}", "Enlarge: {}"),
    "natural_size": ("原始大小", "原始大小", "原寸", "Natural size"),
    "close": ("关闭", "關閉", "閉じる", "Close"),
    "previous_picture": ("上一张", "上一張", "前の写真", "Previous picture"),
    "next_picture": ("下一张", "下一張", "次の写真", "Next picture"),
    # Kiosk 阅报屏
    "back": ("返回", "返回", "戻る", "Back"),
    "idle": ("还在看吗？", "還在看嗎？", "まだお読みですか。", "Still reading? Back to the front page in "),
    "idle_seconds": ("秒后返回首页", "秒後返回首頁", "秒後にトップへ戻ります", " seconds"),
    "stay": ("继续阅读", "繼續閱讀", "続けて読む", "Go on reading"),
    # Search 检索
    "search": ("检索", "檢索", "検索", "Search"),
    "search_all": ("检索各期报纸", "檢索各期報紙", "全号の検索", "Search all issues"),
    "search_hint": (
        "几个词之间空一格，须都出现；加引号的，须照样出现。",
        "幾個詞之間空一格，須都出現；加引號的，須照樣出現。",
        "複数の語は空白で区切ると、すべてを含む記事を探します。引用符で囲むと、そのままの語句を探します。",
        "Articles must have all words; words in quotation marks must stand together as they are.",
    ),
    "search_words": ("检索词", "檢索詞", "検索語", "Words"),
    "search_paper": ("报纸", "報紙", "新聞", "Newspaper"),
    "search_year": ("年份", "年份", "年", "Year"),
    "any_paper": ("全部报纸", "全部報紙", "すべての新聞", "All newspapers"),
    "any_year": ("全部年份", "全部年份", "すべての年", "All years"),
    "searching": ("正在找…… {}", "正在找…… {}", "検索中… {}", "Searching … {}"),
    "found_some": (
        "找到{}篇，由近到远，已经找到{}。",
        "找到{}篇，由近到遠，已經找到{}。",
        "{}件見つかりました（{}まで検索）。",
        "{} found so far, back to {}.",
    ),
    "found_all": ("共找到{}篇。", "共找到{}篇。", "全部で{}件見つかりました。", "{} found in all."),
    "found_none": (
        "没有找到。可以少用几个字，或者放宽报纸和年份。",
        "沒有找到。可以少用幾個字，或者放寬報紙和年份。",
        "見つかりませんでした。語を短くするか、新聞や年の指定を外してください。",
        "Nothing found. Try fewer words, or all newspapers and years.",
    ),
    "search_nothing": (
        "请输入汉字、字母或数字。",
        "請輸入漢字、字母或數字。",
        "文字または数字を入力してください。",
        "Please enter letters or figures.",
    ),
    "search_cut": (
        "检索词太长，只用了前{}个字。",
        "檢索詞太長，只用了前{}個字。",
        "検索語が長いため、初めの{}字で検索しました。",
        "The question is long; its first {} characters were used.",
    ),
    "search_broken": (
        "有{}个文件读不出，可能有漏。",
        "有{}個檔案讀不出，可能有漏。",
        "{}個のファイルを読み込めず、結果に漏れがあるかもしれません。",
        "{} files cannot be read, so something may be missing.",
    ),
    "search_unread": (
        "索引有{}个文件读不出，没能找全；连上网络再试。能读的部分里：",
        "索引有{}個檔案讀不出，沒能找全；連上網路再試。能讀的部分裡：",
        "索引の{}個のファイルを読み込めず、すべては検索できませんでした。接続後にもう一度お試しください。読めた範囲では：",
        "{} files of the index could not be read, so not all was searched; try again when connected. In what could be read:",
    ),
    "older": ("再往前找", "再往前找", "さらに前を探す", "Search further back"),
    "search_scripts": (
        "检索要用到脚本（JavaScript），这里没有启用。可以由日历找到各期：",
        "檢索要用到指令碼（JavaScript），這裡沒有啟用。可以由日曆找到各期：",
        "検索にはスクリプト（JavaScript）が必要です。カレンダーから各号をご覧いただけます。",
        "The search needs scripts, which are off here. The calendars lead to all issues:",
    ),
    # Page view 版面图
    "areas": ("版面上的文章", "版面上的文章", "紙面の記事", "Articles on the page"),
    "zoom": ("缩放", "縮放", "拡大と縮小", "Zoom"),
    "zoom_out": ("缩小", "縮小", "縮小", "Zoom out"),
    "whole_page": ("整版", "整版", "全体", "Whole page"),
    "zoom_in": ("放大", "放大", "拡大", "Zoom in"),
    "all_pages": ("全部版面", "全部版面", "すべての面", "All pages"),
}
_COLUMN = {Variety.HANS: 0, Variety.HANT: 1, Variety.JA: 2, Variety.EN: 3}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = {
    Variety.HANS: tuple("一二三四五六日"),
    Variety.HANT: tuple("一二三四五六日"),
    Variety.JA: tuple("月火水木金土日"),
    Variety.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


@lru_cache(maxsize=8)
def words(language: str) -> Mapping[str, str]:
    """Return the words for a BCP 47 tag; a language that the program does not speak is served in English."""
    column = _COLUMN[variety(language)]
    return {key: forms[column] for key, forms in _WORDS.items()}


def month_name(year: int, month: int, language: str) -> str:
    """Return the head of a calendar's month: 2024年3月, ``March 2024``."""
    name = str(month) if variety(language).han else _MONTHS[month - 1]
    return words(language)["month"].format(year, name)


def weekdays(language: str) -> tuple[str, ...]:
    """Return the heads of a calendar's columns 星期, from Monday (GB/T 7408-2005, ISO 8601: the week's first day)."""
    return _WEEKDAYS[variety(language)]
