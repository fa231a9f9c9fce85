package phone_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/phone"
)

// pictures names a folder for pictures of a group on a telephone.
var pictures = flag.String("pictures", "", "a `folder` for pictures of a group with topics")

// picture takes one of all that is to be seen, where somebody wants them.
func (p *tab) picture(name string) {
	p.t.Helper()
	if *pictures == "" {
		return
	}
	shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*pictures, name), shot, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// office is a group of officers in which Adi is, with his phone on a small screen, and the list of topics before him.
func office(t *testing.T, browser context.Context) (*world, *faketelegram.Group, *tab) {
	t.Helper()
	w := newWorld(t, phone.Options{})
	group := w.server.NewGroup(faketelegram.GroupOptions{Title: "Petugas", Forum: true, BotIsAdmin: true})
	group.Join(w.server.Person(adi))
	w.site.Config.Handler = phone.New(w.server, phone.Options{Users: []int64{siti, adi}, Groups: []int64{group.ID()}})
	p := w.open(browser, fmt.Sprintf("?hp=%d", adi), chromedp.EmulateViewport(360, 740))
	p.click(in(adi, ".chats button:last-child"))
	return w, group, p
}

// openTopic has the bot open a topic with a card in it.
func (b *robot) openTopic(group *faketelegram.Group, name string) faketelegram.Message {
	b.t.Helper()
	b.do("createForumTopic", params{"chat_id": group.ID(), "name": name})
	topics := group.Topics()
	return b.do("sendMessage", params{
		"chat_id": group.ID(), "message_thread_id": topics[len(topics)-1].ThreadID, "text": "Kartu " + name, "reply_markup": choice,
	})
}

// row is the n-th topic of the list, from 1.
func row(n int) string { return in(adi, fmt.Sprintf(".topics li:nth-child(%d) .topic", n)) }

func rowSays(n int, text string) string {
	return fmt.Sprintf("document.querySelector(%q)?.innerText.includes(%q)", row(n), text)
}

func testGroup(t *testing.T, browser context.Context) {
	w, group, p := office(t, browser)
	first := w.robot.openTopic(group, "KS-000001-6 · Siti · Maluhu")
	w.robot.openTopic(group, "KS-000002-4 · Rahmat · Loa Kulu Kota 🙂")
	p.wait(rowSays(1, "KS-000002-4") + " && " + rowSays(2, "Kartu KS-000001-6") + " && " + rowSays(3, "General"))
	p.wait(fmt.Sprintf("document.querySelector(%q).dataset.unread === '2'", row(2)+" .aside"))
	p.picture("topics.png")

	p.click(row(2))
	p.wait(shows(adi, "Kartu KS-000001-6") + " && !" + shows(adi, "KS-000002-4"))
	p.click(in(adi, ".log:not([hidden]) .inline .key"))
	p.write(adi, "Saya ambil")
	p.wait(shows(adi, "Saya ambil"))
	if got := lastOf(group); got.ThreadID != first.ThreadID || got.Text != "Saya ambil" {
		t.Errorf("typed in thread %d: %q", got.ThreadID, got.Text)
	}
	p.do(chromedp.Focus(chromedp.CSS(in(adi, ".log:not([hidden]) .their .reply"))), chromedp.KeyEvent(kb.Enter))
	p.write(adi, "Ini jawabannya")
	p.wait(count(in(adi, ".own .quote")) + " === 1")
	if got := lastOf(group); got.ThreadID != first.ThreadID || got.ReplyTo == nil || got.ReplyTo.ID != first.ID {
		t.Errorf("the answer stands in thread %d under %+v", got.ThreadID, got.ReplyTo)
	}
	p.click(in(adi, ".open-attach"))
	p.click(in(adi, ".attach li:nth-child(1) button"))
	p.wait(count(in(adi, ".log:not([hidden]) .photo")) + " === 1")
	if got := lastOf(group); got.ThreadID != first.ThreadID || got.Photo == nil {
		t.Errorf("the photo is in thread %d: %+v", got.ThreadID, got)
	}
	if wide := read[int](p, "document.documentElement.scrollWidth"); wide > 360 {
		t.Errorf("a topic is %d pixels wide on a screen of 360", wide)
	}
	p.picture("topic.png")
	p.click(in(adi, ".back"))
	p.wait(rowSays(1, "KS-000001-6"))
	p.click(row(3))
	p.write(adi, "/antrean")
	p.wait(shows(adi, "/antrean"))
	if got := lastOf(group); got.IsTopicMessage {
		t.Errorf("what is written in General stands in thread %d", got.ThreadID)
	}
}

func lastOf(group *faketelegram.Group) faketelegram.Message {
	messages := group.Messages()
	return messages[len(messages)-1]
}

func testTopicsChange(t *testing.T, browser context.Context) {
	w, group, p := office(t, browser)
	card := w.robot.openTopic(group, "KS-000001-6")
	p.wait(rowSays(1, "KS-000001-6"))
	p.click(row(1))
	w.robot.do("editMessageText", params{"chat_id": group.ID(), "message_id": card.ID, "text": "Sudah diambil Adi"})
	p.wait(shows(adi, "Sudah diambil Adi") + " && " + count(in(adi, ".log:not([hidden]) .inline")) + " === 0")
	w.robot.do("editForumTopic", params{"chat_id": group.ID(), "message_thread_id": card.ThreadID, "name": "KS-000001-6 · selesai"})
	p.wait(fmt.Sprintf("document.querySelector(%q).textContent === 'KS-000001-6 · selesai'", in(adi, ".head .name")))
	group.Promote(w.server.Person(siti)) // she is not there, and nothing comes of it
	w.robot.do("closeForumTopic", params{"chat_id": group.ID(), "message_thread_id": card.ThreadID})
	p.wait(fmt.Sprintf("document.querySelector(%q).checkVisibility() && !document.querySelector(%q).checkVisibility()", in(adi, ".closed"), in(adi, ".composer")))
	p.picture("closed.png")
	w.robot.do("sendMessage", params{"chat_id": group.ID(), "text": "Rahasia", "ephemeral_message_parameters": params{"receiver_user_id": adi}})
	p.wait(fmt.Sprintf("document.querySelector(%q)?.textContent.includes('Rahasia')", in(adi, ".veil:not([hidden])")))
	p.click(in(adi, ".dialog button"))
	group.DeleteTopic(card.ThreadID)
	p.wait(count(in(adi, ".topics:not([hidden]) li")) + " === 1")
}

func testGroupOfOthers(t *testing.T, browser context.Context) {
	w, group, _ := office(t, browser)
	w.robot.openTopic(group, "KS-000001-6")
	p := w.open(browser, fmt.Sprintf("?hp=%d", siti))
	if n := read[int](p, count(in(siti, ".chats button"))); n != 1 {
		t.Errorf("Siti, who is not in the group, has %d chats", n)
	}
	late := w.open(browser, fmt.Sprintf("?hp=%d", adi))
	late.click(in(adi, ".chats button:last-child"))
	late.wait(rowSays(1, "KS-000001-6"))
}
