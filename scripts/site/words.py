"""The fixed words of the site in both languages: labels, buttons, ranks, levels."""

from __future__ import annotations

SCOPES = {
    "national": {"zh": "国家", "en": "National"},
    "heilongjiang": {"zh": "黑龙江", "en": "Heilongjiang"},
    "jiamusi": {"zh": "佳木斯·约2002", "en": "Jiamusi, c. 2002"},
    "teaching": {"zh": "教学设定", "en": "Teaching device"},
}
RANKS = {
    "law": {"zh": "法律", "en": "Law"},
    "administrative-regulation": {"zh": "行政法规", "en": "Administrative regulation"},
    "judicial-interpretation": {"zh": "司法解释", "en": "Judicial interpretation"},
    "local-regulation": {"zh": "地方性法规", "en": "Local regulation"},
    "department-rule": {"zh": "部门规章", "en": "Departmental rule"},
    "local-government-rule": {"zh": "地方政府规章", "en": "Local government rule"},
    "normative-document": {"zh": "规范性文件", "en": "Normative document"},
    "union-document": {"zh": "工会文件", "en": "Trade union document"},
}
STATUSES = {
    "in-force": {"zh": "现行有效", "en": "In force"},
    "in-force-indirect": {"zh": "现行有效（间接证据）", "en": "In force (indirect evidence)"},
    "repealed": {"zh": "已废止", "en": "Repealed"},
    "unknown": {"zh": "尚未核实", "en": "Not verified"},
}
PLACES = {
    "national": {"zh": "国家", "en": "National"},
    "wage": {"zh": "国家·工资协议", "en": "National, wage agreements"},
    "heilongjiang": {"zh": "黑龙江", "en": "Heilongjiang"},
    "beijing": {"zh": "北京", "en": "Beijing"},
    "shanghai": {"zh": "上海", "en": "Shanghai"},
    "zhejiang": {"zh": "浙江", "en": "Zhejiang"},
    "chongqing": {"zh": "重庆", "en": "Chongqing"},
    "shandong": {"zh": "山东", "en": "Shandong"},
    "henan": {"zh": "河南", "en": "Henan"},
    "ningbo-hangzhou": {"zh": "宁波、杭州", "en": "Ningbo, Hangzhou"},
}
TOOLS = {
    "step": {"zh": "环节", "en": "Step"},
    "where": {"zh": "谁的规则", "en": "Whose rule"},
    "limit": {"zh": "期限", "en": "Limit"},
    "from": {"zh": "从何时起算", "en": "Counted from"},
    "basis": {"zh": "依据", "en": "Basis"},
    "law": {"zh": "法规", "en": "Instrument"},
    "scope": {"zh": "范围", "en": "Scope"},
    "version": {"zh": "版本年份", "en": "Version"},
    "status": {"zh": "状态", "en": "Status"},
    "digest": {"zh": "要旨", "en": "Digest"},
    "digest-full": {"zh": "全部", "en": "All articles"},
    "digest-partial": {"zh": "部分条文", "en": "Some articles"},
    "digest-name": {"zh": "只列名称", "en": "By name only"},
    "history": {"zh": "历史文本（讲当年用，不作今天的依据）", "en": "Historical texts (not law today)"},
}
GROUPS = {
    "spread": {"zh": "建制", "en": "Spread"},
    "publicity": {"zh": "宣传", "en": "Publicity"},
    "organisation": {"zh": "组织", "en": "Organization"},
    "training": {"zh": "培训", "en": "Training"},
    "consultation": {"zh": "协商", "en": "Consultation"},
    "review": {"zh": "审查", "en": "Review"},
    "renewal": {"zh": "续签", "en": "Renewal"},
    "supervision": {"zh": "监督", "en": "Supervision"},
    "results": {"zh": "成效", "en": "Results"},
}
REFERENCE = {
    "suggested": {"zh": "建议译法", "en": "suggested"},
    "aka": {"zh": "又作：", "en": "Also: "},
    "no": {"zh": "编号", "en": "No."},
    "what": {"zh": "指标", "en": "What"},
    "value": {"zh": "材料所写", "en": "As written"},
    "check": {"zh": "我们的核算", "en": "Our arithmetic"},
    "caution": {"zh": "提醒", "en": "Caution"},
}
PRACTICE = {
    "domain": {"zh": "知识域", "en": "Domain"},
    "noscript": {
        "zh": "这一页要用浏览器脚本。不用脚本时，请从“自测”的各页读题，答案折叠在题目下面。",
        "en": "This page needs scripts. Without them, read the questions on the self-test pages; the answers are folded below them.",
    },
}
FORMS = {
    "code": {"zh": "编号", "en": "No."},
    "form": {"zh": "表单", "en": "Form"},
    "when": {"zh": "何时用", "en": "When"},
    "files": {"zh": "下载", "en": "Download"},
    "zip": {"zh": "全部 Word、Excel 文件（压缩包）", "en": "All Word and Excel files (zip)"},
    "ledger": {"zh": "台账（Excel）", "en": "Ledger (Excel)"},
    "ledger-sample": {"zh": "台账示例", "en": "Ledger with sample rows"},
    "calendar": {"zh": "检查日历（Excel）", "en": "Inspection calendar (Excel)"},
    "calendar-sample": {"zh": "检查日历示例", "en": "Calendar with sample rows"},
}
GATES = {
    "what": {"zh": "核对内容", "en": "What to check"},
    "basis": {"zh": "依据", "en": "Basis"},
    "result": {"zh": "结果", "en": "Result"},
    "remark": {"zh": "备注", "en": "Remark"},
    "pass": {"zh": "合格", "en": "passes"},
    "fail": {"zh": "不合格", "en": "fails"},
    "skip": {"zh": "不适用", "en": "does not apply"},
    "clean": {"zh": "经核对，未发现问题。", "en": "Checked; nothing found."},
    "open": {"zh": "（另有{n}项尚未核对）", "en": " ({n} not checked yet)"},
    "total": {"zh": "不合格{failed}项，尚未核对{open}项", "en": "{failed} failed, {open} not checked yet"},
    "send": {"zh": "写入审查意见书", "en": "Carry into the written opinion"},
    "print": {"zh": "打印", "en": "Print"},
    "reset": {"zh": "重新开始", "en": "Start again"},
    "sure": {"zh": "清除全部勾选和备注吗？", "en": "Clear all ticks and remarks?"},
    "over": {"zh": "审查意见书里已有内容，替换成这次的结果吗？", "en": "The opinion already holds findings. Replace them?"},
    "refused": {
        "zh": "浏览器不让保存，请把上面的文字复制到审查意见书。",
        "en": "This browser keeps nothing: copy the text above into the opinion.",
    },
}
CASES = {
    "code": {"zh": "编号", "en": "No."},
    "case": {"zh": "案例", "en": "Case"},
    "place": {"zh": "地区、时间", "en": "Where, when"},
    "kind": {"zh": "层级、合同", "en": "Level, contract"},
    "level": {"zh": "层级", "en": "Level"},
    "type": {"zh": "合同类型", "en": "Contract"},
    "teaches": {"zh": "讲哪一步", "en": "Teaches"},
    "evidence": {"zh": "证据", "en": "Evidence"},
    "about 2002": {"zh": "约2002年", "en": "about 2002"},
    "1997 to about 2002": {"zh": "1997年至约2002年", "en": "1997 to about 2002"},
    "未见": {"zh": "时间未见", "en": "not seen"},
    "level-enterprise": {"zh": "企业", "en": "Enterprise"},
    "level-industry": {"zh": "行业", "en": "Industry"},
    "level-region": {"zh": "区域", "en": "Region"},
    "level-platform": {"zh": "平台", "en": "Platform"},
    "level-city": {"zh": "市", "en": "City"},
    "type-comprehensive": {"zh": "综合", "en": "Comprehensive"},
    "type-special": {"zh": "专项", "en": "Special"},
    "type-labor-contract": {"zh": "劳动合同", "en": "Labor contract"},
    "type-none": {"zh": "不涉及", "en": "None"},
    "evidence-high": {"zh": "高", "en": "High"},
    "evidence-medium-high": {"zh": "中高", "en": "Medium-high"},
    "evidence-medium": {"zh": "中", "en": "Medium"},
    "related": {"zh": "相关案例：", "en": "Cases: "},
}
_WORDS = {
    "unknown": {"zh": "尚未核实", "en": "not verified"},
    "rank": {"zh": "效力层级", "en": "Rank"},
    "issuer": {"zh": "制定机关", "en": "Issued by"},
    "number": {"zh": "文号", "en": "Number"},
    "adopted": {"zh": "通过", "en": "Adopted"},
    "promulgated": {"zh": "公布", "en": "Promulgated"},
    "effective": {"zh": "施行", "en": "Effective"},
    "amended": {"zh": "修正、修订", "en": "Amended"},
    "status": {"zh": "状态", "en": "Status"},
    "checked": {"zh": "核对日期", "en": "Checked on"},
    "source": {"zh": "官方出处", "en": "Official source"},
    "articles": {"zh": "条数", "en": "Articles"},
    "official": {
        "zh": "以官方公布文本为准。本页是编者用自己的话写的条文要旨，不是法条原文。",
        "en": "The officially published Chinese text prevails. This page is a digest in our own words, not the text.",
    },
    "cited-by": {"zh": "引用本条", "en": "Cited by"},
    "guide": {"zh": "手册", "en": "Handbook"},
    "casebook": {"zh": "案例", "en": "Cases"},
    "templates": {"zh": "表单", "en": "Forms"},
    "law": {"zh": "法规", "en": "Law"},
    "reference": {"zh": "资料", "en": "Reference"},
    "practice": {"zh": "练习", "en": "Practice"},
    "question": {"zh": "题目", "en": "Questions"},
    "": {"zh": "首页", "en": "Home"},
    "answer": {"zh": "看答案", "en": "Show the answer"},
    "check": {"zh": "核对", "en": "Check"},
    "key": {"zh": "答案", "en": "Answer"},
    "true": {"zh": "正确", "en": "True"},
    "false": {"zh": "错误", "en": "False"},
    "basis": {"zh": "依据", "en": "Basis"},
    "seed": {"zh": "佳木斯材料（约2002年）", "en": "the Jiamusi report (c. 2002)"},
    "marking": {"zh": "参考答案与评分", "en": "Model answer and marks"},
    "marks": {"zh": "分", "en": "marks"},
    "who": {"zh": "谁用", "en": "Who"},
    "when": {"zh": "何时用", "en": "When"},
    "copies": {"zh": "份数", "en": "Copies"},
    "form-code": {"zh": "表单编号", "en": "Form"},
    "statutory": {"zh": "法定必备", "en": "required by law"},
    "customary": {"zh": "地方或惯例", "en": "local rule or custom"},
    "download": {"zh": "下载 Word", "en": "Download Word"},
    "download-both": {"zh": "下载 Word（中英文）", "en": "Download Word (Chinese and English)"},
    "translation-only": {
        "zh": "只供阅读；签字用中英文对照的 Word 文件，以中文为准。",
        "en": "English for reading only. Sign the Word file, which carries Chinese and English; where the two differ, the Chinese text prevails.",
    },
    "download-notes": {"zh": "Word（带批注）", "en": "Word with notes"},
    "form-example": {"zh": "示例：填好的样子（企业和人名均为虚构）", "en": "Example, filled in (company and persons invented)"},
    "example-mark": {"zh": "示例", "en": "EXAMPLE"},
    "reviewed": {"zh": "本页审阅", "en": "Reviewed"},
    "review-due": {"zh": "下次审阅", "en": "next review due"},
    "stale": {
        "zh": "中文页改过，这一页还没有跟上。",
        "en": "The Chinese page has changed since this translation was compared with it; the Chinese prevails.",
    },
    "page": {"zh": "页面", "en": "Page"},
    "due": {"zh": "下次审阅", "en": "Next review"},
    "late": {"zh": "过期", "en": "overdue"},
    "official-text": {"zh": "官方原文", "en": "Official text (Chinese)"},
    "overdue": {
        "zh": "本页已过审阅期，引用前请先核对。应在此日前审阅：",
        "en": "This page is past its review date; check before relying on it. Review was due by",
    },
}


def word(key: str, language: str) -> str:
    """A fixed word of the site. Raises KeyError for a word nobody wrote."""
    return _WORDS[key][language]


def scope_name(scope: str, language: str) -> str:
    """The label of a scope."""
    return SCOPES[scope][language]
