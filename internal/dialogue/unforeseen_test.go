package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

func TestWhatNobodyAskedFor(t *testing.T) {
	for says, content := range map[string]chat.Content{
		"unforeseen.photo":    chat.Media{Kind: chat.MediaPhoto},
		"unforeseen.voice":    chat.Media{Kind: chat.MediaVoice},
		"unforeseen.video":    chat.Media{Kind: chat.MediaVideo},
		"unforeseen.sticker":  chat.Media{Kind: chat.MediaSticker},
		"unforeseen.document": chat.Media{Kind: chat.MediaDocument},
		"unforeseen.other":    chat.Media{Kind: chat.MediaOther},
		"unforeseen.contact":  chat.Contact{Phone: "0812"},
		"unforeseen.place":    chat.Place{Latitude: -0.4, Longitude: 117},
		"unforeseen.command":  chat.Command{Name: "saldo"},
	} {
		w := talkTo(t, shop())
		w.send(content)
		w.hears(says, "menu")
		w.commands("pesan")
		w.send(content)
		w.hears(says, "order.sort")
		w.answers("")
	}
	w := talkTo(t, shop())
	w.types("hujan deras")
	w.hears("unforeseen.text", "menu")
}

// What only tells is told at a guess; a dialogue is offered, and nothing is guessed where an answer is expected.
func TestTextIsTakenForWhatItIsProbablyAbout(t *testing.T) {
	w := talkTo(t, shop())
	w.types("siapa yang bayar bulan depan")
	w.hears("news")
	w.types("syaratnya apa pak")
	w.hears("surmise")
	if offer := w.turn.State.Offer; len(offer) != 2 || offer[0].Press.Flow != "order" || offer[1].Press.Flow != "menu" {
		t.Errorf("is offered %+v", offer)
	}
	if w.turn.State.Talk != nil {
		t.Error("a dialogue is begun at a guess")
	}
	w.types("1")
	w.hears("order.sort")
	w.types("teh")
	w.types("syaratnya apa")
	w.answers("name=syaratnya apa sort=tea")
}

func TestCommandOfAnotherBot(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	w.commands("saldo")
	w.hears("unforeseen.command", "order.name")
	w.answers("sort=tea")
}

func TestSecretAnswerIsDeletedFromTheChat(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan", "Jl. Baru")
	if w.turn.Forget {
		t.Error("an answer that is no secret is deleted")
	}
	w.types("47?")
	if w.turn.Forget {
		t.Error("what was not understood is deleted before it could be looked at")
	}
	w.types("4711!")
	w.hears("words.sure")
	if !w.turn.Forget {
		t.Error("a secret that is asked back is not deleted")
	}
	w.types("4712")
	w.hears("order.phone")
	if !w.turn.Forget {
		t.Error("a secret is not deleted")
	}
}

func TestMistypedIdentityNumberIsDeletedFromTheChat(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan", "Jl. Baru")
	w.types("640206520585901?") // a digit short, at its own question
	if !w.turn.Forget {
		t.Error("an identity number of fifteen digits stays in the chat")
	}
	w = talkTo(t, shop())
	w.types("64O2 O652 O585 9OOI")
	w.hears("unforeseen.identity", "menu")
	if !w.turn.Forget {
		t.Error("an identity number with letters for digits stays in the chat")
	}
	w.types("Oi Oi Oi Oi Oi Oi Oi Oi Oi")
	if w.turn.Forget {
		t.Error("a shout is taken for an identity number")
	}
}

func TestTapOnASecretDeletesNothing(t *testing.T) {
	secret := question("one")
	secret.Secret = true
	w := talkTo(t, pollBook([]dialogue.Step{secret, question("two")}))
	w.commands("poll")
	w.taps("button of one")
	w.hears("poll.two")
	if w.turn.Forget {
		t.Error("the message with the buttons is deleted, which is none of the person's")
	}
}

func TestIdentityNumberIsDeletedWhereverItIsTyped(t *testing.T) {
	for _, number := range []string{
		"6402065205859001", "6402 0652 0585 9001", "6402.0652.0585.9001", "NIK saya 6402-0652-0585-9001 ya", "64020652 05859001",
		"6402  0652  0585  9001", "6402\n0652\n0585\n9001", "6402\u00a00652\u00a00585\u00a09001", "6402 – 0652 – 0585 – 9001", "64020652058590011",
	} {
		w := talkTo(t, shop())
		w.types(number)
		w.hears("unforeseen.identity", "menu")
		if !w.turn.Forget {
			t.Errorf("%q stays in the chat", number)
		}
		w.commands("pesan")
		w.types("teh", number)
		w.hears("unforeseen.identity", "order.name")
		if !w.turn.Forget {
			t.Errorf("%q stays in the chat", number)
		}
		w.answers("sort=tea")
	}
	for _, other := range []string{"0812 3456 7890", "halo", "12-05-1985", "Rp 1.500.000", "081234567890 / 085", "JE-000017-3"} {
		w := talkTo(t, shop())
		if w.types(other); w.turn.Forget {
			t.Errorf("%q is deleted", other)
		}
	}
}

func TestIdentityNumberSentTwiceIsDeletedTwice(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan", "Jl. Baru", "6402065205859001")
	w.hears("order.phone")
	w.sendAfter(time.Second, chat.Text{Text: "6402065205859001"})
	w.hears("again", "order.phone")
	if !w.turn.Forget {
		t.Error("the second copy stays in the chat")
	}
}

func TestStateHoldsNoTextThatIsNoAnswer(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan", "rahasia negara?")
	w.hears("words.unread")
	text := string(mustJSON(t, w.state))
	if strings.Contains(text, "rahasia") {
		t.Errorf("the state keeps what was not understood: %s", text)
	}
}

func TestCommandSentTwice(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh", "Siti", "Kenohan")
	w.commands("kembali")
	w.hears("order.district")
	w.sendAfter(time.Second, chat.Command{Name: "kembali"})
	w.hears("again", "order.district")
	w.sendAfter(3*time.Second, chat.Command{Name: "kembali"})
	w.hears("order.name")
}

func TestPayloadLongerThanALinkHas(t *testing.T) {
	w := talkTo(t, shop())
	w.send(chat.Command{Name: "start", Payload: "from-" + strings.Repeat("x", 60)})
	w.hears("menu")
	w.idle()
}

func TestEditedMessageChangesNoAnswer(t *testing.T) {
	w := talkTo(t, shop())
	w.commands("pesan")
	w.types("teh")
	w.send(chat.Edited{Text: "kopi"})
	w.hears("unforeseen.other", "order.name")
	w.answers("sort=tea")
}
