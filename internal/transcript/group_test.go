package transcript_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
	"jagaetam/internal/record"
	"jagaetam/internal/transcript"
)

// counter is a small made-up desk: each word of an officer's to General opens a topic with a card, and what is written there goes to the
// worker through the outbox.
type counter struct {
	*transcript.Machine
	key    int
	copies map[string]string // of what an officer wrote, by its name
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	c := &counter{Machine: newMachine(t), copies: map[string]string{}}
	c.Desk = c.handle
	return c
}

func free(text string) chat.Words {
	return chat.Words{Key: "told.request", Args: chat.Args{"Number": chat.Literal("X"), "Answer": chat.Literal(text)}}
}

func (c *counter) tell(ctx context.Context, words chat.Words) error {
	c.key++
	_, err := c.Records.Apply(ctx, fmt.Sprint("counter", c.key), []record.Effect{record.Say{Tell: record.Tell{To: "worker", Words: words}}})
	return err
}

func (c *counter) handle(ctx context.Context, in chat.Incoming) error {
	words := free("")
	switch content := in.Content.(type) {
	case chat.Standing:
		words = free(fmt.Sprintf("topics %t", content.Topics))
	case chat.Left:
		words = free(content.Who + " left")
	case chat.Command:
		topic, err := c.OpenTopic(ctx, in.Chat, content.Name)
		if err != nil {
			return err
		}
		card := free("the card")
		card.Options = []chat.Option{{Label: chat.Literal("Ambil"), Press: chat.Press{Kind: chat.PressResume}}}
		said, err := c.Say(ctx, chat.Answer{Chat: in.Chat, Topic: topic, Language: "id", Words: []chat.Words{card}})
		if err != nil {
			return err
		}
		return c.Pin(ctx, in.Chat, said.Messages[0])
	case chat.Tap:
		return c.EditWords(ctx, chat.Answer{Chat: in.Chat, Language: "id", Edit: in.Message, Words: []chat.Words{free("taken")}})
	case chat.Text:
		if in.Reply == "" {
			return c.tell(ctx, free(content.Text))
		}
		said, err := c.Say(ctx, chat.Answer{Chat: "worker", Language: "id", Words: []chat.Words{free(content.Text)}, Reply: "1"})
		if err == nil {
			c.copies[in.Message] = said.Messages[0]
		}
		return err
	case chat.Media:
		words := free(content.Caption)
		words.Relay = content
		return c.tell(ctx, words)
	case chat.Place:
		words := free("here")
		words.Place = content
		return c.tell(ctx, words)
	case chat.Edited:
		return c.EditWords(ctx, chat.Answer{Chat: "worker", Language: "id", Edit: c.copies[in.Message], Words: []chat.Words{free(content.Text)}})
	}
	_, err := c.Say(ctx, chat.Answer{Chat: in.Chat, Topic: in.Topic, Language: "id", Words: []chat.Words{words}})
	return err
}

// What is written and what is played are the same; the bot's side of testdata/group.txt is what officers would read.
func TestOfficersHaveAGroup(t *testing.T) {
	script, err := transcript.ParseFile("testdata/group.txt")
	if err != nil {
		t.Fatal(err)
	}
	played, err := transcript.Play(t.Context(), script, newCounter(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(script.String(), played.String()); diff != "" {
		t.Errorf("what is written (-) is not what was said (+):\n%s", diff)
	}
}

func TestWhatCannotBeDoneInAGroup(t *testing.T) {
	for lines, want := range map[string]string{
		"officer answers: ya":                                         "not in the group",
		"officer joins the group\nofficer answers: ya":                "no topic",
		"officer joins the group\nofficer answers in KS: ya":          `no topic "KS"`,
		"officer joins the group\nofficer answers to ya: ya":          "no message",
		"officer joins the group\nofficer taps: Ambil":                "no button",
		"officer joins the group\nsupervisor taps: Ambil":             "no button",
		"officer joins the group\nofficer deletes the topic: General": "no topic",
		"officer edits: ya":                                           "nothing has been written",
		"officer closes the topic: KS":                                "not in the group",
		"officer answers with a car: ya":                              "nothing that anybody can do",
		"officer answers with a location: ya":                         "nothing that anybody can do",
		"officer joins the group: now":                                "nothing that anybody can do",
		"officer replies to : ya":                                     "nothing that anybody can do",
	} {
		if _, err := playOn(t, newMachine(t), strings.Split(lines, "\n")...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", lines, err)
		}
	}
}

// Comments stay where they stand, also before a block that does not come any more.
func TestBlocksAreWrittenAnew(t *testing.T) {
	script, err := transcript.Parse("x.txt", "worker: ya\n# a\nofficers see:\n  Dulu.\n# b\nson sees:\n  Dulu.\n# c\nworker: ya\n")
	if err != nil {
		t.Fatal(err)
	}
	s := &scribe{said: []transcript.Shown{
		{Kind: transcript.Says, Text: "Di grup.", Who: transcript.Officers, Topic: "KS", Thread: "10"}, {Kind: transcript.Says, Text: "Untuk ibu.", Who: "mother"},
		{Kind: transcript.Says, Text: "Di KT.", Who: transcript.Officers, Topic: "KT", Thread: "9"}, {Kind: transcript.Says, Text: "Kini.", Who: "worker"},
		{Kind: transcript.Says, Text: "Umum.", Who: transcript.Officers}, {Kind: transcript.Says, Text: "Rahasia.", Who: transcript.Officers, Only: "son"},
	}}
	played, err := transcript.Play(t.Context(), script, s)
	if err != nil {
		t.Fatal(err)
	}
	blocks := "officers see:\n  (General)\n  Umum.\n  --\n  (only son sees:)\n  Rahasia.\n  (topic KT)\n  Di KT.\n  (topic KS)\n  Di grup.\nmother sees:\n  Untuk ibu.\n"
	want := "worker: ya\n  Kini.\n# a\n" + blocks + "# b\n# c\nworker: ya\n  Kini.\n" + blocks
	if diff := cmp.Diff(want, played.String()); diff != "" {
		t.Errorf("expected (-), written (+):\n%s", diff)
	}
}
