package phone_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/phone"
)

func testRestart(t *testing.T, browser context.Context) {
	asked, done := make(chan struct{}), make(chan struct{})
	w := newWorld(t, phone.Options{Restart: func() error { close(asked); <-done; return nil }})
	p := w.open(browser, "")
	p.click(".restart")
	<-asked
	p.wait("document.querySelector('.bot-state').textContent === 'Bot mati…' && document.querySelector('.restart').disabled")
	again := w.open(browser, "")
	again.wait("document.querySelector('.bot-state').dataset.state === 'down'")
	close(done)
	for _, page := range []*tab{p, again} {
		page.wait("document.querySelector('.bot-state').textContent.startsWith('Bot hidup') && !document.querySelector('.restart').disabled")
	}
	p.wait("document.querySelector('.cards .bot-down') && document.querySelector('.cards .bot-up')")
}

func testFailedRestart(t *testing.T, browser context.Context) {
	w := newWorld(t, phone.Options{Restart: func() error { return errors.New("no") }})
	p := w.open(browser, "")
	p.click(".restart")
	p.wait("document.querySelector('.bot-state').textContent.startsWith('Bot gagal hidup') && !document.querySelector('.restart').disabled")
}

func testClock(t *testing.T, browser context.Context) {
	zone, err := time.LoadLocation("Asia/Makassar")
	if err != nil {
		t.Fatal(err)
	}
	clock := &handClock{}
	clock.offset = time.Until(time.Date(2027, 1, 31, 16, 30, 0, 0, time.UTC))
	w := newWorld(t, phone.Options{Clock: clock, Zone: zone})
	p := w.open(browser, "")
	shown := func(date string) string {
		return fmt.Sprintf("document.querySelector('.clock-control time').textContent.includes(%q)", date)
	}
	p.wait(shown("Senin, 1 Februari 2027 pukul 00.3"))
	p.wait(shown("WITA"))
	p.click("[data-hours='24']")
	p.wait(shown("Selasa, 2 Februari 2027"))
	p.click("[data-hours='168']")
	p.wait(shown("Selasa, 9 Februari 2027"))
	p.click("[data-hours='720']")
	p.wait(shown("Kamis, 11 Maret 2027"))
	p.click("[data-hours='1']")
	p.wait(shown("pukul 01.3"))

	clock.let = make(chan struct{})
	p.click("[data-hours='720']")
	p.wait(shown("Jumat, 26 Maret 2027"))
	p.wait("document.querySelectorAll('.clock-control button:disabled').length === 4")
	clock.let <- struct{}{}
	p.wait(shown("Sabtu, 10 April 2027"))
	clock.let <- struct{}{}
	p.wait("document.querySelectorAll('.clock-control button:disabled').length === 0")
}

func testInside(t *testing.T, browser context.Context) {
	stages := make(chan phone.Inside)
	w := newWorld(t, phone.Options{Inside: func(context.Context) <-chan phone.Inside { return stages }})
	events, stop := w.server.Subscribe(10)
	defer stop()
	p := w.open(browser, "")
	p.click(in(siti, ".start"))
	var id int
	for e := range events {
		if e.Kind == faketelegram.UpdateQueued {
			id = e.Update.ID
			break
		}
	}
	for i, stage := range []string{"arrived", "claimed", "advanced", "applied", "committed", "said", "unheard of"} {
		stages <- phone.Inside{
			At: time.Now(), Stage: stage, Chat: fmt.Sprintf("tg:%d", siti), Key: fmt.Sprintf("tg:%d:1", id),
			Since: time.Duration(i) * time.Millisecond, Detail: "<b>rinci</b>",
		}
	}
	w.robot.wake()
	p.wait("document.querySelector('.cards .acknowledged')")
	p.click(".event summary")
	got := read[string](p, "[...document.querySelectorAll('.event:last-child .stage small[lang]')].map(e => e.textContent).join(' ')")
	if want := "queued arrived claimed advanced applied committed said delivered acknowledged"; got != want {
		t.Errorf("the card shows %q, want %q", got, want)
	}
	for _, want := range []string{"Siti Aminah · pesan", "baris ditulis applied", "+3 ms", "<b>rinci</b>", "sendMessage"} {
		p.wait(fmt.Sprintf("document.querySelector('.event').textContent.includes(%q)", want))
	}

	// The next message's stages are told before Telegram tells of the message.
	stages <- phone.Inside{At: time.Now(), Stage: "arrived", Chat: fmt.Sprintf("tg:%d", siti), Key: fmt.Sprintf("tg:%d:1", id+1)}
	p.wait(count(".event") + " === 2")
	p.write(siti, "lagi")
	p.wait(count("li:first-child > .event .acknowledged") + " === 1")
	if cards := read[int](p, count(".event")); cards != 2 {
		t.Errorf("two messages make %d cards", cards)
	}
}
