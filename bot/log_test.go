package bot_test

import (
	"strings"
	"testing"

	"jagaetam/internal/chat"
)

// registration is what a worker types from the start to the status.
var registration = []string{
	"daftar", "setuju", "6402062212849017", "Syahrudin", "22-12-1984", "Tenggarong", "Panji", "RT 03 RW 01", "Jl. Pesut Gg. 5",
	"0812-5000-9017", "sendiri", "juru kunci makam", "ya", "Makam Raja", "1.750.000", "belum", "bukan", "kirim", "status",
}

// A whole registration, in which every message fails once before it gets through, leaves nothing of the person in the logs, nor in the
// errors, which others log.
func TestLogsTellNothingOfPeople(t *testing.T) {
	for call, logged := range map[string]string{
		"claim": "claim the chat", "facts": "look up the facts", "apply": "apply the effects", "commit": "commit the turn",
		"say": "say the answer", "said": "note what was said",
	} {
		t.Run(call, func(t *testing.T) {
			w := newWorld(t)
			for _, text := range registration {
				w.failOnce(call, w.incoming(chat.Text{Text: text}))
			}
			if heard := w.heard(); heard[len(heard)-1] != "status.application" {
				t.Fatalf("the registration did not come to its end: %v", heard)
			}
			w.failOnce(call, w.incoming(chat.Contact{Phone: "6281250009017", Own: true}))
			log := strings.ToLower(w.log.String())
			if !strings.Contains(log, logged) {
				t.Errorf("the log lacks %q: %s", logged, log)
			}
			for _, text := range append(registration[2:], "9017", "1984-12-22", "003/001", "1750000", "64.02.06") {
				if len(text) > 3 && strings.Contains(log, strings.ToLower(text)) {
					t.Errorf("the log has %q: %s", text, log)
				}
			}
		})
	}
}

// failOnce has a message fail at a call, and then handled. The error goes to the log as it would with whoever calls Handle.
func (w *world) failOnce(call string, in chat.Incoming) {
	w.t.Helper()
	w.cut.call, w.cut.armed = call, true
	if err := w.bot.Handle(w.t.Context(), in); err != nil {
		w.bot.Log.Error("handle", "cause", err)
	}
	w.cut.armed = false
	w.handle(in)
}
