package phone_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func testTwice(t *testing.T, browser context.Context) {
	w, p := started(t, browser)
	p.click(in(siti, ".twice"))
	p.write(siti, "dua kali")
	p.wait(fmt.Sprintf("%s.filter(e => e.textContent === 'Anda menulis: dua kali').length === 2", "[...document.querySelectorAll('.their .text')]"))
	p.click(in(siti, ".inline .key:last-child"))
	p.wait(count(in(siti, ".toast:not([hidden])")) + " === 1")
	if err := w.server.Idle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"no", "no"}, w.robot.tapped()); diff != "" {
		t.Errorf("taps (-want +got):\n%s", diff)
	}
}

func testNoSignal(t *testing.T, browser context.Context) {
	w, p := started(t, browser)
	p.click(in(siti, ".offline"))
	for _, text := range []string{"satu", "dua", "tiga"} {
		p.write(siti, text)
	}
	p.click(in(siti, ".inline .key"))
	p.wait(count(in(siti, "[data-state=waiting] .i-waiting")) + " === 3")
	p.wait(fmt.Sprintf("document.querySelector(%q).textContent === 'Tanpa sinyal · 4 menunggu'", in(siti, ".notice")))
	w.robot.say(siti, "Sementara itu", nil)

	// Adi's phone has a signal, and what it shows came after what Siti's must not show yet.
	p.click(in(adi, ".start"))
	p.wait(shows(adi, "Selamat datang"))
	if got := len(w.server.Chat(siti).Messages()); got != 3 {
		t.Errorf("the server knows %d messages, want 3: what was written without a signal has left the phone", got)
	}
	if got := p.texts(siti); slices.Contains(got, "Sementara itu") {
		t.Errorf("a phone without a signal shows what came meanwhile: %q", got)
	}

	p.click(in(siti, ".offline"))
	p.wait(shows(siti, "Anda menulis: tiga"))
	p.wait(count(in(siti, ".toast:not([hidden])")) + " === 1")
	got := p.texts(siti)
	want := []string{"/start", "Selamat datang di Jaga Etam. Mau mendaftar?", "Sementara itu", "satu", "dua", "tiga"}
	if diff := cmp.Diff(want, slices.DeleteFunc(got, func(s string) bool { return strings.HasPrefix(s, "Anda") })); diff != "" {
		t.Errorf("after the signal came back (-want +got):\n%s", diff)
	}
}

func testLostConnection(t *testing.T, browser context.Context) {
	w, p := started(t, browser)
	var want []string
	for i := range 2 {
		w.site.CloseClientConnections()
		for j := range 20 {
			text := fmt.Sprintf("Kabar %d-%d", i, j)
			w.robot.say(siti, text, nil)
			want = append(want, text)
		}
		p.wait(shows(siti, want[len(want)-1]))
	}
	if diff := cmp.Diff(want, p.texts(siti)[2:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	p.write(siti, "masih ada")
	p.wait(shows(siti, "Anda menulis: masih ada"))
}
