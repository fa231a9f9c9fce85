package faketelegram_test

import (
	"net/http"
	"testing"

	"jagaetam/internal/faketelegram"
)

// One turn: somebody writes, the webhook is called, the bot answers.
func BenchmarkTurn(b *testing.B) {
	const people = 1000
	s := faketelegram.New(faketelegram.Options{KeepMessages: 10, Transport: faketelegram.InProcess(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))})
	defer s.Close()
	callCtx(b.Context(), s, "setWebhook", params{"url": "http://127.0.0.1/hook"})
	everybody := make([]*faketelegram.Person, people)
	for i := range everybody {
		everybody[i] = s.NewUser(faketelegram.User{})
	}
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			u := everybody[i%people]
			u.Text("halo")
			callCtx(b.Context(), s, "sendMessage", params{"chat_id": u.User().ID, "text": "<b>halo</b>", "parse_mode": "HTML"})
		}
	})
	if err := s.Idle(b.Context()); err != nil {
		b.Fatal(err)
	}
}
