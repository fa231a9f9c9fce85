package phone_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jagaetam/internal/faketelegram/phone"
)

func TestPage(t *testing.T) {
	browser := startBrowser(t)
	for name, test := range map[string]func(*testing.T, context.Context){
		"a talk":                 testTalk,
		"attachments":            testAttachments,
		"pictures":               testPictures,
		"files":                  testFiles,
		"ticks":                  testTicks,
		"twice":                  testTwice,
		"no signal":              testNoSignal,
		"edited and deleted":     testEditedAndDeleted,
		"blocked":                testBlocked,
		"hostile text":           testHostileText,
		"entities":               testEntities,
		"lost connection":        testLostConnection,
		"narrow":                 testNarrow,
		"keyboard alone":         testKeyboardAlone,
		"one phone":              testOnePhone,
		"group":                  testGroup,
		"topics change":          testTopicsChange,
		"group of others":        testGroupOfOthers,
		"restart":                testRestart,
		"a restart that fails":   testFailedRestart,
		"clock":                  testClock,
		"inside":                 testInside,
		"without what is absent": testWithout,
	} {
		t.Run(name, func(t *testing.T) { test(t, browser) })
	}
}

func started(t *testing.T, browser context.Context) (*world, *tab) {
	t.Helper()
	w := newWorld(t, phone.Options{})
	w.robot.wake()
	p := w.open(browser, "")
	p.click(in(siti, ".start"))
	p.wait(shows(siti, "Selamat datang di Jaga Etam. Mau mendaftar?"))
	return w, p
}

func testTalk(t *testing.T, browser context.Context) {
	w := newWorld(t, phone.Options{})
	w.robot.do("setMyCommands", params{"commands": []any{params{"command": "bantuan", "description": "Minta bantuan"}}})
	w.robot.wake()
	p := w.open(browser, "")
	p.click(in(siti, ".start"))
	p.wait(shows(siti, "Selamat datang"))
	p.wait(count(in(siti, ".their b")) + " === 1 && " + count(in(siti, ".their i u")) + " === 1")

	p.do(chromedp.SendKeys(chromedp.CSS(in(siti, "textarea")), "baris satu"), chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)))
	p.write(siti, "baris dua")
	p.wait(shows(siti, "Anda menulis: baris satu\nbaris dua"))

	p.click(in(siti, ".inline .key"))
	p.wait(fmt.Sprintf("document.querySelector(%q)?.textContent === 'Dicatat: yes'", in(siti, ".toast:not([hidden])")))
	p.wait(count(in(siti, ".busy")) + " === 0")

	p.click(in(siti, ".open-commands"))
	p.click(in(siti, ".commands button"))
	p.wait(shows(siti, "Anda menulis: /bantuan"))

	if got := p.texts(adi); len(got) != 0 {
		t.Errorf("Adi's phone shows what Siti said: %q", got)
	}
}

func testAttachments(t *testing.T, browser context.Context) {
	w, p := started(t, browser)
	p.write(siti, "nomor")
	p.click(in(siti, ".keyboard .key"))
	p.click(in(siti, ".dialog button:first-child")) // refused: nothing is shared, and the button stays
	p.click(in(siti, ".keyboard .key"))
	p.click(in(siti, ".dialog button:last-child"))
	p.wait(shows(siti, fmt.Sprintf("Nomor +6281200009001 milik %d", siti)))
	p.wait(fmt.Sprintf("document.querySelector(%q).hidden", in(siti, ".keyboard")))

	attach := func(entry int) {
		p.click(in(siti, ".open-attach"))
		p.click(in(siti, fmt.Sprintf(".attach li:nth-child(%d) button", entry)))
	}
	attach(1)
	p.wait(shows(siti, "Foto diterima"))
	p.wait(fmt.Sprintf("document.querySelector(%q)?.naturalWidth === 640", in(siti, ".photo")))

	picture := filepath.Join(t.TempDir(), "foto.gif")
	if err := os.WriteFile(picture, []byte("GIF89a\x02\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\xff\x00,\x00\x00\x00\x00\x02\x00\x01\x00\x00\x02\x02D\n\x00;"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.SetUploadFiles(chromedp.CSS(in(siti, ".choose-photo")), []string{picture}, chromedp.NodeReady))
	p.wait(fmt.Sprintf("[...document.querySelectorAll(%q)].at(-1)?.naturalWidth === 2", in(siti, ".photo")))

	for entry, kind := range map[int]string{5: ".voice", 6: ".sticker", 7: ".map"} {
		attach(entry)
		p.wait(count(in(siti, kind)) + " === 1")
	}
	attach(9)
	p.wait(shows(siti, fmt.Sprintf("Nomor +6281200009002 milik %d", adi)))
	if contacts := count(in(siti, ".own .card")); read[int](p, contacts) != 2 {
		t.Errorf("want two cards, one for each that was shared; got %d", read[int](p, contacts))
	}
	w.server.Person(siti).Document("surat.pdf", "application/pdf", []byte("%PDF-1.7"), "Surat desa")
	p.wait(shows(siti, "surat.pdf"))
}

func testTicks(t *testing.T, browser context.Context) {
	w := newWorld(t, phone.Options{})
	p := w.open(browser, "")
	p.click(in(siti, ".start"))
	p.wait(count(in(siti, "[data-state=sent]")) + " === 1") // nobody takes it
	again := w.open(browser, "")
	again.wait(count(in(siti, "[data-state=sent]")) + " === 1")
	w.robot.wake()
	p.wait(count(in(siti, "[data-state=taken] .i-taken")) + " >= 1")
	again.wait(count(in(siti, ".own[data-state=taken]")) + " === 1")
}

func testBlocked(t *testing.T, browser context.Context) {
	w, p := started(t, browser)
	p.click(in(siti, ".block"))
	p.do(chromedp.WaitVisible(chromedp.CSS(in(siti, ".unblock"))))
	if !w.server.Person(siti).Blocked() {
		t.Error("the bot is not blocked")
	}
	p.click(in(siti, ".unblock"))
	p.do(chromedp.WaitVisible(chromedp.CSS(in(siti, "textarea"))))
	if w.server.Person(siti).Blocked() {
		t.Error("the bot is still blocked")
	}
}
