"""The words for types, levels and difficulty bands of items, in both languages."""

from __future__ import annotations

TYPES = {
    "single": {"zh": "单选", "en": "One answer"},
    "multiple": {"zh": "多选", "en": "Several answers"},
    "judgement": {"zh": "判断", "en": "True or false"},
    "case": {"zh": "案例", "en": "Case"},
}
LEVELS = {
    "recall": {"zh": "识记", "en": "Recall"},
    "understand": {"zh": "理解", "en": "Understand"},
    "apply": {"zh": "应用", "en": "Apply"},
    "analyse": {"zh": "分析", "en": "Analyse"},
    "synthesise": {"zh": "综合", "en": "Synthesise"},
}
BANDS = {
    "easy": {"zh": "易", "en": "Easy"},
    "medium": {"zh": "中", "en": "Medium"},
    "hard": {"zh": "难", "en": "Hard"},
}
