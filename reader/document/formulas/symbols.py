"""Commands of TeX that stand for one sign, by what TeX takes the sign for; and small characters.

The classes are TeX's (The TeXbook, ch. 17): they decide where a formula has white space. Names and
signs follow the tables of LaTeX, amssymb and unicode-math.
"""

from __future__ import annotations

from enum import IntEnum


class Class(IntEnum):
    """What a part of a formula is to those beside it."""

    ORDINARY = 0
    OPERATOR = 1
    """A large operator or the name of a function."""
    BINARY = 2
    RELATION = 3
    OPENING = 4
    CLOSING = 5
    PUNCTUATION = 6
    SPACE = 7


def _words(table: str) -> list[str]:
    return table.split()


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_GREEK = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ
    Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω digamma ϝ varGamma Γ varDelta Δ varTheta Θ
    varLambda Λ varXi Ξ varPi Π varSigma Σ varPhi Φ varPsi Ψ varOmega Ω
    """
)
_ORDINARY = _pairs(
    """
    infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ ell ℓ wp ℘ Re ℜ Im ℑ imath ı jmath ȷ aleph ℵ beth ℶ
    gimel ℷ daleth ℸ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥
    angle ∠ measuredangle ∡ sphericalangle ∢ triangle △ square □ Box □ blacksquare ■ Diamond ◇
    lozenge ◊ bigstar ★ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭ natural ♮ sharp ♯
    ldots … dots … dotsc … dotsb ⋯ dotsm ⋯ dotsi ⋯ dotso … cdots ⋯ vdots ⋮ ddots ⋱ prime ′
    backprime ‵ degree ° S § P ¶ pounds £ yen ¥ euro € copyright © dag † ddag ‡ checkmark ✓
    complement ∁
    surd √ eth ð mho ℧ Finv Ⅎ Bbbk 𝕜 circledR ® maltese ✠ diagup ╱ diagdown ╲ backslash \\ _ _
    % % & & # # $ $ vert | Vert ‖ | ‖ lvert | rvert | lVert ‖ rVert ‖ aa å AA Å o ø O Ø ae æ AE Æ
    oe œ OE Œ ss ß l ł L Ł textdegree ° textbackslash \\ textbar | textless < textgreater >
    textasciitilde ~ textasciicircum ^ textquotedblleft “ textquotedblright ” textendash –
    textemdash —
    lq ‘ rq ’ i ı j ȷ blacktriangle ▲ blacktriangledown ▼ triangledown ▽ blacklozenge ⧫
    """
)
_BINARY = _pairs(
    """
    pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔
    vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ bigtriangleup △
    bigtriangledown ▽ triangleleft ◁ triangleright ▷ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ oplus ⊕ ominus ⊖
    otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ dagger † ddagger ‡ amalg ⨿ dotplus ∔ ltimes ⋉ rtimes ⋊
    leftthreetimes ⋋ rightthreetimes ⋌ Cap ⋒ Cup ⋓ barwedge ⊼ veebar ⊻ doublebarwedge ⩞ boxplus ⊞
    boxminus ⊟ boxtimes ⊠ boxdot ⊡ circleddash ⊝ circledast ⊛ circledcirc ⊚ centerdot · intercal ⊺
    curlywedge ⋏ curlyvee ⋎ divideontimes ⋇
    """
)
_RELATION = _pairs(
    """
    le ≤ leq ≤ ge ≥ geq ≥ leqslant ⩽ geqslant ⩾ lt < gt > ne ≠ neq ≠ equiv ≡ sim ∼ simeq ≃ approx ≈
    cong ≅ approxeq ≊ propto ∝ varpropto ∝ asymp ≍ doteq ≐ prec ≺ succ ≻ preceq ⪯ succeq ⪰
    preccurlyeq ≼ succcurlyeq ≽ precsim ≾ succsim ≿ ll ≪ gg ≫ lll ⋘ ggg ⋙ subset ⊂ supset ⊃
    subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ nsupseteq ⊉ Subset ⋐ Supset ⋑
    subseteqq ⫅ supseteqq ⫆ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ ni ∋ owns ∋
    notin ∉ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ nvdash ⊬ nvDash ⊭ perp ⊥ mid ∣ nmid ∤
    parallel ∥ nparallel ∦ bowtie ⋈ Join ⋈ smile ⌣ frown ⌢ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷
    lessapprox ⪅ gtrapprox ⪆ leqq ≦ geqq ≧ nleq ≰ ngeq ≱ nless ≮ ngtr ≯ lneq ⪇ gneq ⪈ nprec ⊀
    nsucc ⊁ nsim ≁ ncong ≇ triangleq ≜ coloneqq ≔ eqqcolon ≕ coloneq ≔ eqcirc ≖ circeq ≗ bumpeq ≏
    Bumpeq ≎ thickapprox ≈ thicksim ∼ backsim ∽ between ≬ pitchfork ⋔ therefore ∴ because ∵
    trianglelefteq ⊴ trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳ vartriangle △
    to → rightarrow → gets ← leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
    implies ⟹ impliedby ⟸ iff ⟺ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷
    Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑
    downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙
    nwarrow ↖ hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightharpoondown ⇁ leftharpoonup ↼
    leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ rightsquigarrow ⇝ leadsto ⇝
    leftrightsquigarrow ↭ nrightarrow ↛ nleftarrow ↚ nRightarrow ⇏ nLeftarrow ⇍ nleftrightarrow ↮
    nLeftrightarrow ⇎ twoheadrightarrow ↠ twoheadleftarrow ↞ rightarrowtail ↣ leftarrowtail ↢
    rightrightarrows ⇉ leftleftarrows ⇇ rightleftarrows ⇄ leftrightarrows ⇆ upuparrows ⇈
    downdownarrows ⇊ upharpoonright ↾ upharpoonleft ↿ downharpoonright ⇂ downharpoonleft ⇃
    curvearrowright ↷ curvearrowleft ↶ circlearrowright ↻ circlearrowleft ↺ multimap ⊸ Lsh ↰ Rsh ↱
    colon :
    """
)
_LARGE = _pairs(
    """
    sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰ smallint ∫
    bigcap ⋂ bigcup ⋃ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆
    """
)
_FUNCTIONS = _words(
    "arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf ker "
    "lg lim ln log max min Pr sec sin sinh sup tan tanh sgn sign lcm erf tr rank diag softmax"
)
_OPENING = _pairs(
    r"""
    ( ( [ [ lbrace { { { lbrack [ lparen ( langle ⟨ lfloor ⌊ lceil ⌈ llbracket ⟦ lgroup ⟮
    ulcorner ⌜ llcorner ⌞ lmoustache ⎰
    """
)
_CLOSING = _pairs(
    r"""
    ) ) ] ] rbrace } } } rbrack ] rparen ) rangle ⟩ rfloor ⌋ rceil ⌉ rrbracket ⟧ rgroup ⟯
    urcorner ⌝ lrcorner ⌟ rmoustache ⎱
    """
)

SYMBOLS: dict[str, tuple[str, Class]] = {
    **{name: (name, Class.OPERATOR) for name in _FUNCTIONS},
    "limsup": ("lim sup", Class.OPERATOR),
    "liminf": ("lim inf", Class.OPERATOR),
    "injlim": ("inj lim", Class.OPERATOR),
    "projlim": ("proj lim", Class.OPERATOR),
    "bmod": ("mod", Class.BINARY),
    **{
        name: (sign, kind)
        for table, kind in (
            (_GREEK, Class.ORDINARY),
            (_ORDINARY, Class.ORDINARY),
            (_BINARY, Class.BINARY),
            (_RELATION, Class.RELATION),
            (_LARGE, Class.OPERATOR),
            (_OPENING, Class.OPENING),
            (_CLOSING, Class.CLOSING),
        )
        for name, sign in table.items()
    },
}
"""Commands without their backslash to the sign and its class."""

LARGE = frozenset(_LARGE.values())

CLASS_OF: dict[str, Class] = {
    **dict.fromkeys(_BINARY.values(), Class.BINARY),
    **dict.fromkeys(_RELATION.values(), Class.RELATION),
    **dict.fromkeys(_LARGE.values(), Class.OPERATOR),
    **dict.fromkeys(_OPENING.values(), Class.OPENING),
    **dict.fromkeys(_CLOSING.values(), Class.CLOSING),
    **dict.fromkeys("+-−*·±", Class.BINARY),
    **dict.fromkeys("=<>:", Class.RELATION),
    **dict.fromkeys(",;，；、", Class.PUNCTUATION),
    **dict.fromkeys(")]}!?", Class.CLOSING),
    **dict.fromkeys("|/△", Class.ORDINARY),
}
"""Characters that stand for themselves, where they are not ordinary."""

SPACES: dict[str, str] = {
    **dict.fromkeys(("!", "/", "negthinspace", "-", "@"), ""),
    **dict.fromkeys((",", ":", ">", ";", " ", "\n", "thinspace", "medspace", "thickspace"), " "),
    **dict.fromkeys(("enspace", "space", "nobreakspace"), " "),
    **dict.fromkeys(("quad", "qquad"), "  "),
}

ACCENTS: dict[str, str] = {
    **dict.fromkeys(("hat", "widehat"), "\u0302"),
    **dict.fromkeys(("tilde", "widetilde"), "\u0303"),
    **dict.fromkeys(("bar", "overline"), "\u0304"),
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
    "underline": "\u0332",
    "underbar": "\u0332",
}
"""Commands to the mark that follows the letter."""

LETTERS: dict[str, tuple[int, int, int]] = {
    "mathbb": (0x1D538, 0x1D552, 0x1D7D8),
    "mathcal": (0x1D49C, 0x1D4B6, 0),
    "mathscr": (0x1D49C, 0x1D4B6, 0),
    "mathfrak": (0x1D504, 0x1D51E, 0),
    "mathbf": (0x1D400, 0x1D41A, 0x1D7CE),
}
"""Alphabets: code points of their A, a and 0, the last 0 if they have no digits."""
LETTERS |= {
    "Bbb": LETTERS["mathbb"],
    "frak": LETTERS["mathfrak"],
    "cal": LETTERS["mathcal"],
    "symbf": LETTERS["mathbf"],
    "bm": LETTERS["mathbf"],
    "boldsymbol": LETTERS["mathbf"],
    "pmb": LETTERS["mathbf"],
    "mathbfit": LETTERS["mathbf"],
}
LETTERS_ELSEWHERE: dict[int, str] = dict(
    zip(
        (
            *(0x1D53A, 0x1D53F, 0x1D545, 0x1D547, 0x1D548, 0x1D549, 0x1D551),
            *(0x1D49D, 0x1D4A0, 0x1D4A1, 0x1D4A3, 0x1D4A4, 0x1D4A7, 0x1D4A8, 0x1D4AD),
            *(0x1D4BA, 0x1D4BC, 0x1D4C4),
            *(0x1D506, 0x1D50B, 0x1D50C, 0x1D515, 0x1D51D),
        ),
        "ℂℍℕℙℚℝℤℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨ",
        strict=True,
    )
)
"""Code points that the alphabets leave out, as Unicode had these letters before."""

BOLD_GREEK = {0x3B1: 0x1D6C2, 0x391: 0x1D6A8}
"""The first Greek letters, small and capital, to their bold ones."""

NAMES: dict[str, str] = {
    **dict.fromkeys(("text", "textrm", "textnormal", "mbox", "hbox", "textup", "textmd"), "text"),
    **dict.fromkeys(("textbf", "textit", "textsf", "texttt", "textsc", "emph", "textsl"), "text"),
    **dict.fromkeys(
        ("mathrm", "mathit", "mathsf", "mathtt", "mathnormal", "rm", "symrm"), "letters"
    ),
    **dict.fromkeys(("operatorname", "operatornamewithlimits"), "function"),
    "mathop": "operator",
    "mathrel": "relation",
    "mathbin": "binary",
    "mathord": "group",
    "mathopen": "group",
    "mathclose": "group",
    "mathinner": "group",
    "mathstrut": "nothing",
    "boxed": "group",
    "fbox": "text",
    "smash": "group",
    "ensuremath": "group",
}
"""Commands with one argument, by how it is read."""

IGNORED = frozenset(
    _words(
        "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits displaylimits"
        " nonumber notag left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr"
        " Biggr bigm Bigm biggm Biggm rm it bf sf tt cal mit normalsize small large Large"
        " allowbreak nobreak relax strut mathstrut hfill hline protect"
    )
)
"""Commands that change the size or the place of what follows, which a line of text cannot."""

STRUCTURES = frozenset(
    _words(
        "frac dfrac tfrac cfrac sqrt begin end over binom dbinom tbinom choose stackrel overset "
        "underset overbrace underbrace xrightarrow xleftarrow substack tag label color textcolor "
        "overrightarrow overleftarrow not pmod mod hspace phantom cancel ce mathchoice array"
    )
)

COMMANDS = frozenset(
    {name for name in SYMBOLS if name.isalpha()}
    | {name for name in SPACES if name.isalpha()}
    | ACCENTS.keys()
    | LETTERS.keys()
    | NAMES.keys()
    | IGNORED
    | STRUCTURES
)
"""Names of commands by which text is known to be TeX."""

SUPERSCRIPT: dict[str, str] = dict(
    zip(
        "0123456789+-−–=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
)
SUBSCRIPT: dict[str, str] = dict(
    zip(
        "0123456789+-−–=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
"""Characters to Unicode's small forms of them."""
