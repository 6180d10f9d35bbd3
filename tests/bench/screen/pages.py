# SPDX-License-Identifier: Apache-2.0
"""Chromium's pages: the words of the kiosk's own home page where they stand there, and the same cards in a list of the same
size; colours and sizes from the kiosk's tokens, its font. No icon, no script but what tells when and how fast."""

import html
import json

from tests.bench.screen.display import HEIGHT, WIDTH
from tests.e2e.demo.programs import ROOT

PITCH = 0.248
TOKENS = json.loads((ROOT / "qml/tokens/tokens.json").read_text())
HEAD = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>一站</title><style>'
TELL = "function tell(what,value){fetch('/told?'+what+'='+encodeURIComponent(JSON.stringify(value)))}"


def px(token):
    return round(TOKENS["sizes_mm"][token]["normal"] / PITCH)


def colour(role):
    return TOKENS["colours"][role]["normal"]


BASE = (f'*{{box-sizing:border-box}}body{{margin:0;background:{colour("paper")};color:{colour("ink")};font-family:"Noto Sans CJK SC"}}'
        f'.card{{background:{colour("card")};border:{px("hairline")}px solid {colour("line")};border-radius:{px("cardCorner")}px}}')


def letter_px(words, width, height):
    """The size at which these words fill their place, in as many lines as it takes."""
    lines = 1
    while True:
        size = height / (1.45 * lines)
        if len(words) * size <= lines * width * 1.3 or lines == 8:
            return size
        lines += 1


def home(items):
    """`items`: what assistive technology is told of the kiosk's home page: name, role and place."""
    parts = []
    for item in items:
        x, y, width, height = item["rect"]
        button = item["role"] == "Button"
        if item["role"] not in ("Button", "StaticText"):
            continue
        size = min(px("tileText"), height / 1.45) if button else letter_px(item["name"], width, height)
        parts.append(f'<div class="{"card" if button else "text"}" style="left:{x}px;top:{y}px;width:{width}px;height:{height}px;'
                     f'font-size:{size:.0f}px">{html.escape(item["name"])}</div>')
    style = f'{BASE}div{{position:absolute;line-height:1.45}}.card{{display:flex;align-items:center;justify-content:center}}'
    return f'{HEAD}{style}</style>{"".join(parts)}'


def cards(told):
    """The guide: `told` is what scroll_bench says of its list. With ?scroll it turns the list as that did, and tells."""
    x, y, width, height = told["list"]
    style = (f'{BASE}header,footer{{position:fixed;left:0;width:{WIDTH}px;background:{colour("paper")};font-size:{px("title")}px;padding:0 {x}px}}'
             f'header{{top:0;height:{y}px}}footer{{top:{y + height}px;height:{HEIGHT - y - height}px}}'
             f'main{{padding:{y}px {x}px {HEIGHT - y - height}px;width:{WIDTH}px}}'
             f'.card{{height:{told["card_height"]}px;margin-bottom:{px("smallGap")}px;padding:0 {px("padding")}px;display:flex;gap:{px("gap")}px;align-items:center}}'
             f'.card>div{{flex:1;min-width:0}}h2{{font-size:{px("body")}px;margin:0}}p{{font-size:{px("second")}px;margin:0;color:{colour("secondInk")}}}'
             f'b{{font-size:{px("second")}px;font-weight:normal;border-radius:99px;background:{colour("redSoft")};padding:0 {px("gap")}px}}')
    rows = "".join(f'<div class="card"><div><h2>{html.escape(name)}</h2><p>{html.escape(detail)}</p></div>'
                   + (f'<b>{html.escape(badge)}</b>' if badge else "") + '›</div>' for name, detail, badge in told["cards"])
    turn = """if(location.search=='?scroll')setTimeout(()=>{tell('scrolling',1);let frames=0,last=performance.now(),between=[];const begun=last;
function frame(now){between.push(now-last);last=now;++frames;const ms=now-begun;scrollTo(0,ms*SPEED);
if(ms<SECONDS*1000)requestAnimationFrame(frame);else{between.sort((a,b)=>a-b);tell('scrolled',{frames,interval_ms_p95:between[between.length*95/100|0]})}}
requestAnimationFrame(frame)},4000)""".replace("SPEED", str(told["px_per_ms"])).replace("SECONDS", str(told["seconds"]))
    return f'{HEAD}{style}</style><header>办事指南</header><main>{rows}</main><footer>首页</footer><script>{TELL}{turn}</script>'
