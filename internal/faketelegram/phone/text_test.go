package phone_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func testEditedAndDeleted(t *testing.T, browser context.Context) {
	w, p := started(t, browser)
	first := w.robot.say(siti, "Pertama", nil)
	second := w.robot.say(siti, "Kedua", choice)
	p.wait(shows(siti, "Kedua"))
	w.robot.do("editMessageText", params{"chat_id": siti, "message_id": second.ID, "text": "Kedua, diperbaiki"})
	w.robot.do("deleteMessage", params{"chat_id": siti, "message_id": first.ID})
	p.wait("!" + shows(siti, "Pertama"))
	p.wait(fmt.Sprintf("document.querySelector(%q).innerText.includes('diedit')", in(siti, fmt.Sprintf("[data-id='%d']", second.ID))))
	if keys := read[int](p, count(in(siti, fmt.Sprintf("[data-id='%d'] .key", second.ID)))); keys != 0 {
		t.Errorf("the edited message keeps %d buttons", keys)
	}
	want := []string{"/start", "Selamat datang di Jaga Etam. Mau mendaftar?", "Kedua, diperbaiki"}
	if diff := cmp.Diff(want, p.texts(siti)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func testHostileText(t *testing.T, browser context.Context) {
	w, p := started(t, browser)
	hostile := []string{
		`<img src=x onerror="window.hacked = 1"><script>window.hacked = 1</script>`,
		"kanan ke kiri \u202edrowssap\u202c, مرحبا, \u2066x\u2069",
		"👩🏽‍🌾🇮🇩 e\u0301 \x01 \ufffe",
		strings.Repeat("w", 4096),
		"javascript:alert(1) https://x.id/\"onmouseover=alert(1)",
	}
	for _, text := range hostile {
		w.server.Person(siti).Text(text)
		p.wait(fmt.Sprintf("[...document.querySelectorAll(%q)].at(-1)?.textContent === %s", in(siti, ".own .text"), quoted(text)))
	}
	w.robot.do("sendMessage", params{"chat_id": siti, "text": hostile[0], "reply_markup": params{"inline_keyboard": []any{
		[]any{params{"text": hostile[0], "callback_data": "x"}}, []any{params{"text": "ke mana", "url": "tg://resolve?domain=x"}},
	}}})
	p.wait(count(in(siti, ".their .key")) + " === 4")
	if n := read[int](p, "document.querySelectorAll('.log img, .log script, .log [onmouseover], .log [href^=javascript]').length"); n != 0 {
		t.Errorf("text made %d elements", n)
	}
	if read[bool](p, "'hacked' in window") {
		t.Error("text ran as a script")
	}
	if wide := read[int](p, fmt.Sprintf("(log => log.scrollWidth - log.clientWidth)(document.querySelector(%q))", in(siti, ".log"))); wide > 0 {
		t.Errorf("long text makes the chat %d pixels too wide", wide)
	}
}

func testEntities(t *testing.T, browser context.Context) {
	w, p := started(t, browser)
	w.robot.say(siti, `🇮🇩 <b>tebal <i>miring</i></b> <a href="https://a.id/?x=1&amp;y=2">tautan</a> <code>kode</code> <s>c</s><blockquote>kutip</blockquote> /daftar`, nil)
	p.wait(shows(siti, "kutip"))
	const want = `🇮🇩 <b>tebal <i>miring</i></b> <a>tautan</a> <code>kode</code> <s>c</s><blockquote>kutip</blockquote> <button>/daftar</button>`
	got := read[string](p, fmt.Sprintf(`[...document.querySelectorAll(%q)].at(-1).innerHTML.replace(/(<\w+) [^>]*>/g, '$1>')`, in(siti, ".their .text")))
	if strings.ReplaceAll(got, "\n", "") != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if href := read[string](p, "document.querySelector('.their a').href"); href != "https://a.id/?x=1&y=2" {
		t.Errorf("the link leads to %s", href)
	}
	p.click(in(siti, ".their .command"))
	p.wait(shows(siti, "Anda menulis: /daftar"))
}
