package main

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"jagaetam/bot/telegram"
	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/faketelegram/conformance"
	"jagaetam/internal/programme"
	"jagaetam/internal/transcript"
	"jagaetam/locales"
)

// speaks is what is done in the officers' group.
type speaks interface {
	Say(ctx context.Context, a chat.Answer) (chat.Said, error)
	EditWords(ctx context.Context, a chat.Answer) error
	Delete(ctx context.Context, chat, message string) error
	OpenTopic(ctx context.Context, chat, name string) (string, error)
	RenameTopic(ctx context.Context, chat, topic, name string) error
	CloseTopic(ctx context.Context, chat, topic string) error
	ReopenTopic(ctx context.Context, chat, topic string) error
	Pin(ctx context.Context, chat, message string) error
	Member(ctx context.Context, chat, who string) (bool, error)
}

// side is the group as one player has it, and what was said there last.
type side struct {
	speaks
	group, officer, worker string
	file                   chat.File // that the worker sent
	topic                  string
	said                   chat.Said
	do                     func(who string, doing transcript.Doing) error
	shown                  func() []transcript.Shown
}

func (s *side) say(ctx context.Context, words chat.Words, more func(*chat.Answer)) (err error) {
	a := chat.Answer{Chat: s.group, Topic: s.topic, Language: "id", Words: []chat.Words{words}}
	if more != nil {
		more(&a)
	}
	s.said, err = s.Say(ctx, a)
	return err
}

// step is something done in the group, and why it cannot be.
type step struct {
	name string
	do   func(*side) error
	want error
}

// What the group shows is written in the same way whether it went through Telegram or not, and what fails there fails here.
func TestGroupIsWrittenAsTelegramShowsIt(t *testing.T) {
	far, near := throughTelegram(t, nil), onScreens(t)
	for _, step := range groupSteps(t) {
		for name, s := range map[string]*side{"through Telegram": far, "on screens": near} {
			if err := step.do(s); !errors.Is(err, step.want) || step.want == nil && err != nil {
				t.Fatalf("%s, %s: %v", step.name, name, err)
			}
		}
		if diff := cmp.Diff(near.shown(), far.shown(), cmpopts.IgnoreFields(transcript.Shown{}, "Thread")); diff != "" {
			t.Errorf("%s: on screens (-), through Telegram (+):\n%s", step.name, diff)
		}
	}
}

// TestGroupCallsConform holds the calls against Telegram's own description, but for what that does not know yet.
func TestGroupCallsConform(t *testing.T) {
	description := conformance.ForTest(t)
	s := throughTelegram(t, func(call faketelegram.Call) {
		if call.Params["ephemeral_message_parameters"] != "" {
			return
		}
		for _, complaint := range description.Check(call.Method, call.Params) {
			t.Errorf("%s: %s", call.Method, complaint)
		}
	})
	for _, step := range groupSteps(t) {
		if err := step.do(s); !errors.Is(err, step.want) {
			t.Fatalf("%s: %v", step.name, err)
		}
		s.shown()
	}
}

func groupSteps(t *testing.T) []step {
	ctx := t.Context()
	card := chat.Words{Key: "status.none", Options: []chat.Option{{Label: chat.Message("open.officer"), Press: chat.Press{Kind: chat.PressResume}}}}
	plain := chat.Words{Key: "status.none"}
	return []step{
		{"nobody is there", func(s *side) error { return s.do("officer", transcript.Doing{Group: transcript.Joins}) }, nil},
		{"general", func(s *side) error { return s.say(ctx, plain, nil) }, nil},
		{"open", func(s *side) (err error) {
			s.topic, err = s.OpenTopic(ctx, s.group, "KS-000001-6 · é 🙂")
			return err
		}, nil},
		{"card", func(s *side) error { return s.say(ctx, card, nil) }, nil},
		{"pin", func(s *side) error { return s.Pin(ctx, s.group, s.said.Messages[0]) }, nil},
		{"edit", func(s *side) error {
			return s.EditWords(ctx, chat.Answer{Chat: s.group, Language: "id", Edit: s.said.Shown, Words: []chat.Words{{Key: "back.start", Options: card.Options}}})
		}, nil},
		{"edit what is gone", func(s *side) error {
			return s.EditWords(ctx, chat.Answer{Chat: s.group, Language: "id", Edit: "999", Words: []chat.Words{plain}})
		}, chat.ErrRefused},
		{"officer writes", func(s *side) error { return s.do("officer", transcript.Doing{Text: "Kapan 🙂?", InGroup: true}) }, nil},
		{"officer answers", func(s *side) error {
			return s.do("officer", transcript.Doing{Text: "Besok", InGroup: true, Replies: "Kapan"})
		}, nil},
		{"officer taps", func(s *side) error { return s.do("officer", transcript.Doing{Tap: labelOf(t, "open.officer")}) }, nil},
		{"officer edits", func(s *side) error { return s.do("officer", transcript.Doing{Edit: "Lusa"}) }, nil},
		{"relay", func(s *side) error {
			return s.say(ctx, chat.Words{Key: "status.none", Relay: chat.Media{Kind: chat.MediaPhoto, File: s.file}}, nil)
		}, nil},
		{"answers", func(s *side) error { return s.say(ctx, plain, func(a *chat.Answer) { a.Reply = s.said.Messages[0] }) }, nil},
		{"place", func(s *side) error {
			return s.say(ctx, chat.Words{Key: "status.none", Place: chat.Place{Latitude: 1, Longitude: 2}}, nil)
		}, nil},
		{"aside", func(s *side) error { return s.say(ctx, plain, func(a *chat.Answer) { a.Aside = s.officer }) }, nil},
		{"rename", func(s *side) error { return s.RenameTopic(ctx, s.group, s.topic, "KS-000001-6 ✓") }, nil},
		{"rename once more", func(s *side) error { return s.RenameTopic(ctx, s.group, s.topic, "KS-000001-6 ✓") }, nil},
		{"close", func(s *side) error {
			return errors.Join(s.CloseTopic(ctx, s.group, s.topic), s.CloseTopic(ctx, s.group, s.topic))
		}, nil},
		{"in a closed one", func(s *side) error { return s.say(ctx, plain, nil) }, nil},
		{"reopen", func(s *side) error { return s.ReopenTopic(ctx, s.group, s.topic) }, nil},
		{"to the worker", func(s *side) error { return s.say(ctx, plain, func(a *chat.Answer) { a.Chat, a.Topic = s.worker, "" }) }, nil},
		{"delete", func(s *side) error { return s.Delete(ctx, s.worker, s.said.Messages[0]) }, nil},
		{"member", func(s *side) error { return is(s.Member(ctx, s.group, s.officer)) }, nil},
		{"no member", func(s *side) error { return is(s.Member(ctx, s.group, s.worker)) }, errNo},
		{"no right", func(s *side) error {
			_, err := errors.Join(s.do("officer", transcript.Doing{Group: transcript.TakesRight})), error(nil)
			if _, openErr := s.OpenTopic(ctx, s.group, "KS"); openErr != nil {
				err = openErr
			}
			return err
		}, chat.ErrNoRight},
		{"closed by somebody", func(s *side) error { return s.do("officer", transcript.Doing{Group: transcript.ClosesTopic, In: "KS"}) }, nil},
		{"opened for what is said", func(s *side) error { return s.say(ctx, plain, nil) }, nil},
		{"with the right", func(s *side) error { return s.do("officer", transcript.Doing{Group: transcript.GivesRight}) }, nil},
		{"topic deleted", func(s *side) error {
			return s.do("officer", transcript.Doing{Group: transcript.DeletesTopic, In: "KS"})
		}, nil},
		{"gone", func(s *side) error { return s.say(ctx, plain, nil) }, chat.ErrTopicGone},
		{"close what is gone", func(s *side) error { return s.CloseTopic(ctx, s.group, s.topic) }, chat.ErrTopicGone},
		{"officer leaves", func(s *side) error { return s.do("officer", transcript.Doing{Group: transcript.Leaves}) }, nil},
		{"left", func(s *side) error { return is(s.Member(ctx, s.group, s.officer)) }, errNo},
	}
}

var errNo = errors.New("no")

func is(yes bool, err error) error {
	if err == nil && !yes {
		return errNo
	}
	return err
}

func labelOf(t *testing.T, key string) string {
	t.Helper()
	label, err := texts(t).Arg("id", chat.Message(key), nil)
	if err != nil {
		t.Fatal(err)
	}
	return label
}

func texts(t *testing.T) *locales.Catalogue {
	t.Helper()
	loaded, err := locales.Load(programme.Default().Globals())
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func throughTelegram(t *testing.T, onCall func(faketelegram.Call)) *side {
	t.Helper()
	server := faketelegram.New(faketelegram.Options{OnCall: onCall})
	api := httptest.NewServer(server)
	platform, err := telegram.New(telegram.Options{Token: faketelegram.DefaultToken, APIURL: api.URL, Locales: texts(t)})
	if err != nil {
		t.Fatal(err)
	}
	player := newStagePlayer(&stage{telegram: server})
	t.Cleanup(func() {
		player.close()
		platform.Close()
		api.Close()
		server.Close()
	})
	worker := player.person("worker")
	worker.Start("")
	group := server.NewGroup(faketelegram.GroupOptions{Forum: true, BotIsAdmin: true})
	photo := worker.Photo([]byte(transcript.Sample), "").Photo[0]
	return &side{
		speaks: platform, group: fmt.Sprint("tg:", group.ID()), worker: fmt.Sprint("tg:", worker.User().ID),
		officer: fmt.Sprint("tg:", player.person("officer").User().ID), file: chat.File{ID: "tg:" + photo.FileID},
		do: func(who string, doing transcript.Doing) error {
			player.look()
			return player.act(who, doing)
		},
		shown: func() []transcript.Shown { player.look(); return player.Said() },
	}
}

func onScreens(t *testing.T) *side {
	t.Helper()
	screens := &transcript.Screens{Texts: texts(t)}
	return &side{
		speaks: screens, group: screens.GroupChat(), worker: "worker", officer: "officer", file: chat.File{ID: "transcript:photo"},
		do: func(who string, doing transcript.Doing) error {
			_, err := screens.Incoming(who, doing)
			return err
		},
		shown: screens.Take,
	}
}
