"""Master, layouts and theme of our slides, 16:9, made in code.

The template python-pptx brings is 4:3 and keeps its titles there when the slide grows, so only its
package is used and everything people see in it is written anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Slides
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from regiowerk.ground.documents.domain import layout
from regiowerk.ground.documents.domain.layout import Frame
from regiowerk.ground.ui.drawings.palette import Palette
from regiowerk.ground.ui.drawings.scene import Tone

FACE = "Arial"  # the one face every machine can show with the widths we measured
EMU = 12700  # in a point
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
OPENING, SECTION, TEXT, CONTENT = range(4)  # our layouts, in this order
BODY, SOURCE, FOOTER, NUMBER, MARK = 1, 13, 11, 12, 14  # idx of their placeholders


@dataclass(frozen=True, slots=True)
class Look:
    """How the words of a placeholder are set; a colour is a word of the theme."""

    size: float
    colour: str = "tx1"
    bold: bool = False
    align: str = "l"
    anchor: str = "t"


TITLE_LOOK = Look(layout.TITLE_SIZES[0], bold=True)
BODY_LOOK = Look(20)
SOURCE_LOOK = Look(layout.SOURCE_SIZES[0], "tx2", anchor="b")
FOOTER_LOOK = Look(10, "tx2", anchor="ctr")
NUMBER_LOOK = Look(10, "tx2", align="r", anchor="ctr")
MARK_LOOK = Look(10.5, "tx1", bold=True, align="ctr", anchor="ctr")
OPENING_LOOK = Look(layout.OPENING_SIZES[0], "bg1", bold=True, anchor="b")
OPENING_LINE_LOOK = Look(layout.LINE_SIZES[0], "bg1")
SECTION_LOOK = Look(layout.SECTION_SIZES[0], bold=True, anchor="b")
SECTION_LINE_LOOK = Look(layout.LINE_SIZES[0], "tx2")


def empty_deck(palette: Palette) -> Slides:
    """A presentation without slides in our four layouts, in the colours of the palette."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = Pt(layout.PAGE.width), Pt(layout.PAGE.height)
    for spare in list(slides.slide_layouts)[4:]:
        slides.slide_layouts.remove(spare)
    master = slides.slide_master
    _leave_out(slides)
    _theme(master, palette)
    _master(master)
    _layouts(list(slides.slide_layouts))
    return slides


def _leave_out(slides: Slides) -> None:
    """Drop what the package of python-pptx carries along: a thumbnail, a printer, its program."""
    for holder, kind in (
        (slides.part.package, RELATIONSHIP_TYPE.THUMBNAIL),
        (slides.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS),
    ):
        for key in [key for key, link in holder._rels.items() if link.reltype == kind]:
            holder._rels.pop(key)
    program = slides.part.package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)
    program._blob = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"><Application>Regiowerk</Application></Properties>'
    )


def _theme(master: SlideMaster, palette: Palette) -> None:
    """Write our colours and face into the theme, so that PowerPoint offers them too."""
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    roles = {
        "dk1": Tone.INK,
        "lt1": Tone.GROUND,
        "dk2": Tone.MUTED,
        "lt2": Tone.SURFACE,
        "accent1": Tone.ACCENT,
        "accent2": Tone.CLASS_1,
        "accent3": Tone.CLASS_2,
        "accent4": Tone.CLASS_3,
        "accent5": Tone.CLASS_4,
        "accent6": Tone.CLASS_5,
        "hlink": Tone.ACCENT,
        "folHlink": Tone.MUTED,
    }
    root = parse_xml(theme.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    root.set("name", "Regiowerk")
    for name, tone in roles.items():
        colour = root.find(f".//a:clrScheme/a:{name}", space)
        for old in list(colour):
            colour.remove(old)
        colour.append(parse_xml(f'<a:srgbClr {NAMESPACES} val="{palette.colour(tone)[1:]}"/>'))
    for face in root.findall(".//a:fontScheme/*/a:latin", space):
        face.set("typeface", FACE)
    theme._blob = serialize_part_xml(root)


def _master(master: SlideMaster) -> None:
    shapes = [
        *_frame_shapes(),
        placeholder(3, _("Text"), "body", BODY, layout.BODY, BODY_LOOK, prompt=_("Text")),
    ]
    shapes.insert(
        1, placeholder(2, _("Title"), "title", None, layout.TITLE, TITLE_LOOK, prompt=_("Title"))
    )
    element = master.element
    element.replace(element.cSld, parse_xml(_tree(shapes, background="bg1")))
    styles = element.find(f"{{{element.nsmap['p']}}}txStyles")
    element.replace(styles, parse_xml(_styles()))


def _layouts(layouts: list[SlideLayout]) -> None:
    title = placeholder(
        2, _("Title"), "title", None, layout.TITLE, TITLE_LOOK, prompt=_("One statement")
    )
    body = placeholder(3, _("Text"), "body", BODY, layout.BODY, BODY_LOOK, prompt=_("Text"))
    source = placeholder(
        7, _("Source"), "body", SOURCE, layout.SOURCE, SOURCE_LOOK, prompt=_("Source")
    )
    mark = _mark_prompt()
    _layout(layouts[OPENING], _("Opening"), "title", [*_opening(), mark], background="accent1")
    _layout(layouts[SECTION], _("Part"), "secHead", [*_section(), mark], background="bg2")
    shapes = [*_frame_shapes(), title, body, source, mark]
    _layout(layouts[TEXT], _("Statement with text"), "obj", shapes)
    shapes = [*_frame_shapes(), title, source, mark]
    _layout(layouts[CONTENT], _("Statement with picture or table"), "titleOnly", shapes)


def _frame_shapes() -> list[str]:
    """What stands on every slide: the accent above the title, and the foot."""
    return [
        bar(20, layout.BAR, "accent1"),
        placeholder(8, _("Footer"), "ftr", FOOTER, layout.FOOTER, FOOTER_LOOK),
        placeholder(
            9, _("Slide number"), "sldNum", NUMBER, layout.NUMBER, NUMBER_LOOK, number="‹#›"
        ),
    ]


def _mark_prompt() -> str:
    return placeholder(10, _("Mark"), "body", MARK, layout.MARK, MARK_LOOK, prompt=_("Mark"))


def _opening() -> list[str]:
    return [
        bar(20, Frame(72, 128, 60, 6), "bg1"),
        placeholder(
            2, _("Title"), "ctrTitle", None, layout.OPENING_TITLE, OPENING_LOOK, prompt=_("Title")
        ),
        placeholder(
            3, _("Text"), "subTitle", BODY, layout.OPENING_LINE, OPENING_LINE_LOOK, prompt=_("Text")
        ),
        placeholder(
            7,
            _("Source"),
            "body",
            SOURCE,
            layout.OPENING_FOOT,
            Look(16, "bg1", anchor="b"),
            prompt=_("Who and when"),
        ),
    ]


def _section() -> list[str]:
    return [
        bar(20, Frame(72, 160, 60, 6), "accent1"),
        placeholder(
            2, _("Title"), "title", None, layout.SECTION_TITLE, SECTION_LOOK, prompt=_("Part")
        ),
        placeholder(
            3, _("Text"), "body", BODY, layout.SECTION_LINE, SECTION_LINE_LOOK, prompt=_("Text")
        ),
        *_frame_shapes()[1:],
    ]


def _layout(
    slide_layout: SlideLayout,
    name: str,
    kind: str,
    shapes: list[str],
    *,
    background: str = "",
) -> None:
    element = slide_layout.element
    element.set("type", kind)
    element.set("preserve", "1")
    if background:
        element.set("showMasterSp", "0")
    element.replace(element.cSld, parse_xml(_tree(shapes, name=name, background=background)))


def _tree(shapes: list[str], *, name: str = "", background: str = "") -> str:
    ground = (
        f'<p:bg><p:bgPr><a:solidFill><a:schemeClr val="{background}"/></a:solidFill>'
        "<a:effectLst/></p:bgPr></p:bg>"
        if background
        else ""
    )
    named = f' name="{escape(name)}"' if name else ""
    return (
        f"<p:cSld {NAMESPACES}{named}>{ground}<p:spTree><p:nvGrpSpPr>"
        '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{''.join(shapes)}</p:spTree></p:cSld>"
    )


def placeholder(
    key: int,
    name: str,
    kind: str,
    idx: int | None,
    frame: Frame,
    look: Look,
    *,
    prompt: str = "",
    number: str = "",
) -> str:
    """A placeholder of master or layout as XML, with the look of its words."""
    index = "" if idx is None else f' idx="{idx}"'
    size = ' sz="quarter"' if kind in {"ftr", "sldNum"} else ""
    words = f"<a:r><a:rPr/><a:t>{escape(prompt)}</a:t></a:r>" if prompt else ""
    if number:
        words = f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr/><a:t>{number}</a:t></a:fld>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{key}" name="{escape(name)}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}"{size}{index}/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{place(frame)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{PILL if idx == MARK else ""}</p:spPr>'
        f"<p:txBody>"
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{look.anchor}"><a:noAutofit/>'
        f"</a:bodyPr><a:lstStyle>{_levels(kind, idx, look)}</a:lstStyle>"
        f"<a:p>{words}</a:p></p:txBody></p:sp>"
    )


# white below the mark, so that it can be read on the accent as well
PILL = (
    '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:ln w="9525"><a:solidFill>'
    '<a:schemeClr val="tx2"/></a:solidFill></a:ln>'
)
NUMBER_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"


def place(frame: Frame) -> str:
    """A frame as XML."""
    x, y = round(frame.x * EMU), round(frame.y * EMU)
    width, height = round(frame.width * EMU), round(frame.height * EMU)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _levels(kind: str, idx: int | None, look: Look) -> str:
    """The first level of a text; only the text of a slide is a list."""
    if kind == "body" and idx == BODY and look is BODY_LOOK:
        return _list_level(look)
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{look.align}"><a:spcBef><a:spcPts val="0"/>'
        f"</a:spcBef><a:buNone/>{_run(look)}</a:lvl1pPr>"
    )


def _list_level(look: Look) -> str:
    indent = round(layout.INDENT * look.size * EMU)
    return (
        f'<a:lvl1pPr marL="{indent}" indent="-{indent}" algn="l"><a:spcBef><a:spcPts val="0"/>'
        f'</a:spcBef><a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/>'
        f'<a:buChar char="•"/>{_run(look)}</a:lvl1pPr>'
    )


def _run(look: Look) -> str:
    bold = ' b="1"' if look.bold else ' b="0"'
    return (
        f'<a:defRPr sz="{round(look.size * 100)}"{bold} kern="1200"><a:solidFill>'
        f'<a:schemeClr val="{look.colour}"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr>'
    )


def bar(key: int, frame: Frame, colour: str) -> str:
    """A plain rectangle of a colour of the theme."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{key}" name="Accent"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{place(frame)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


def _styles() -> str:
    others = "".join(
        f'<a:lvl{level}pPr marL="0" indent="0">{_run(Look(18))}</a:lvl{level}pPr>'
        for level in range(1, 10)
    )
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>"
        f'<a:lvl1pPr algn="l"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f"{_run(TITLE_LOOK)}</a:lvl1pPr></p:titleStyle>"
        f"<p:bodyStyle>{_list_level(BODY_LOOK)}</p:bodyStyle>"
        f"<p:otherStyle>{others}</p:otherStyle></p:txStyles>"
    )
