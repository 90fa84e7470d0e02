"""A search in scripts that put no spaces between words, in headless Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import served
from tests.conftest import Run, Tree

pytestmark = pytest.mark.browser

JAPANESE = """
こんにちは、港の時間へようこそ。今日は灯台の話をします。
ゲストは、三十年にわたって灯台を守ってきた田中さんです。
よろしくお願いします。灯台守の仕事は、夜よりも朝が大変なんです。
朝が大変というのは、どういうことでしょうか。
レンズを磨くのは日の出の直後です。塩が乾くと、もう布では取れません。
フレネルレンズは千枚以上のガラスからできていて、一枚ずつ手で拭きます。
自動化されたあとも、その仕事は残ったのですか。
はい。1989年に電球が自動になりましたが、塩と鳥は自動になりませんでした。
鳥ですか。渡り鳥が光に集まるという話は聞いたことがあります。
秋の霧の夜には、何百羽もの渡り鳥が窓にぶつかります。それで光の点滅を変えたのです。
光の点滅は、船にとっては名前のようなものですよね。
そうです。十秒に一回光るのが、私たちの灯台の名前でした。変えるには許可が要ります。
霧の日には、霧笛も鳴らしたのですか。
霧笛は圧縮空気で鳴らします。町の人は、眠れないと言いながら、止まると心配しました。
音がないと不安になるのですね。最後の霧笛はいつでしたか。
2008年の三月です。いまは衛星測位があるので、音を頼りにする船はほとんどありません。
電波は止まることがあります。光は、見える限り嘘をつきません。
潮の話も聞かせてください。潮位はどのように記録していましたか。
検潮所の井戸に浮きを入れて、紙の上に線を引かせました。台風の日の線は今も残っています。
大学の研究者が、百年分の紙を写真に撮って数字にしています。海面は十七センチ上がりました。
灯台守の日記が、気候の資料になったのですね。ありがとうございました。
"""


def captions(text: str) -> str:
    """The lines of `text`, eight seconds each."""
    lines = enumerate(text.split())
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:{8 * n // 60:02}:{8 * n % 60:02}.000 --> 00:{(8 * n + 7) // 60:02}:"
        f"{(8 * n + 7) % 60:02}.000\n{line}"
        for n, line in lines
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_words_inside_sentences_are_found(tree: Tree, run: Run, page: Page, language: str) -> None:
    """On a Japanese site as on an English one, a word inside a sentence leads to its line."""
    content = tree(
        {
            "site.yaml": f"title: Quay\nlanguage: {language}\n",
            "keeper.vtt": captions(JAPANESE),
            "keeper.yaml": "title: 灯台守の朝\nlanguage: ja\n",
        }
    )
    output = content.parent / "site"
    assert run("build", "--content", content, "--output", output).exit_code == 0
    with served(output) as address:
        for query in ("渡り鳥", "圧縮空気", "ガラス", "1989年", "検潮所 台風"):
            word = query.split()[0]
            page.goto(f"{address}search/?q={query}")
            expect(page.locator(".results h2")).to_have_count(1)
            expect(page.locator(".hits mark").first).to_have_text(word)
            page.locator(".hits .time").first.click()
            expect(page.locator(".line:has(:target)")).to_contain_text(word)
        page.goto(f"{address}search/?q=カラス")
        expect(page.locator(".status")).to_contain_text("カラス")
        expect(page.locator(".results h2")).to_have_count(0)
