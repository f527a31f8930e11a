"""The words a snapshot uses of its own, in the annotators' language and in English."""

from collections.abc import Mapping

LANGUAGES = ("vi", "en")

WORDS: Mapping[str, tuple[str, str]] = {
    "snapshot": ("Văn bản đã gán nhãn", "Labelled text"),
    "text": ("Văn bản", "Text"),
    "legend": ("Nhãn đã dùng", "Labels in use"),
    "events": ("Sự kiện", "Events"),
    "event": ("sự kiện", "event"),
    "trigger": ("Từ kích hoạt", "Trigger"),
    "arguments": ("Tham tố", "Arguments"),
    "attributes": ("Thuộc tính", "Attributes"),
    "sentence": ("Câu", "Sentence"),
    "entities": ("Thực thể", "Entities"),
    "entity": ("Thực thể", "Entity"),
    "type": ("Loại", "Type"),
    "link": ("Liên kết", "Link"),
    "mentions": ("Đề cập", "Mentions"),
    "unlinked": ("chưa gắn thực thể", "no entity yet"),
    "times": ("Thời gian", "Times"),
    "value": ("Giá trị", "Value"),
    "relations": ("Quan hệ", "Relations"),
    "source": ("Từ", "From"),
    "target": ("Đến", "To"),
    "comments": ("Ghi chú", "Comments"),
    "flag": ("cần xem lại", "to look at"),
    "attribution": ("theo", "according to"),
    "occurrence": ("cùng sự việc", "occurrence"),
    "literally": ("nghĩa đen", "literally"),
    "inferred": ("suy ra", "inferred"),
    "none": ("không có", "none"),
    "missing": ("không còn trong lớp này", "no longer in this layer"),
    "stale": (
        "Lớp nhãn này được làm trên một bản khác của văn bản: vị trí có thể lệch.",
        "This layer was made on another version of the text: positions may be off.",
    ),
    "faults": ("Không vẽ được", "Could not be drawn"),
    "header": ("đầu bài", "header"),
    "caption": ("chú thích ảnh", "caption"),
    "credit": ("nguồn ảnh", "credit"),
    "boilerplate": ("phần thừa", "boilerplate"),
    "new": ("mới", "new"),
    "in_progress": ("đang làm", "in progress"),
    "done": ("xong", "done"),
    "settled": ("đã chốt", "settled"),
}


def word(name: str, language: str) -> str:
    """A word in one language; a name we have no word for stays as it is.

    Example:
        >>> word("events", "vi"), word("events", "en"), word("Speaker", "vi")
        ('Sự kiện', 'Events', 'Speaker')

    """
    both = WORDS.get(name)
    return both[LANGUAGES.index(language)] if both else name
