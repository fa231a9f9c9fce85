package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/picture"
	"jagaetam/internal/postgres"
	"jagaetam/internal/session"
	"jagaetam/internal/transcript"
)

// stagePlayer plays transcripts on the whole program: people with telephones on the fake Telegram.
type stagePlayer struct {
	stage  *stage
	people map[string]*faketelegram.Person
	events <-chan faketelegram.Event
	cancel func()
	// before are messages as they were last seen, to tell an edit from buttons taken away.
	before map[int]faketelegram.Message
	said   []transcript.Shown
}

func newStagePlayer(s *stage) *stagePlayer {
	p := &stagePlayer{stage: s, people: map[string]*faketelegram.Person{}, before: map[int]faketelegram.Message{}}
	p.events, p.cancel = s.telegram.Subscribe(4096)
	return p
}

func (p *stagePlayer) close() { p.cancel() }

// Do has a person do something and waits until the service has dealt with it.
func (p *stagePlayer) Do(ctx context.Context, who string, doing transcript.Doing) error {
	if err := p.act(p.person(who), doing); err != nil {
		return err
	}
	return p.settle(ctx)
}

func (p *stagePlayer) person(who string) *faketelegram.Person {
	if p.people[who] == nil {
		p.people[who] = p.stage.telegram.NewUser(faketelegram.User{FirstName: who, LanguageCode: "id", Phone: transcript.OwnPhone})
	}
	return p.people[who]
}

func (p *stagePlayer) act(person *faketelegram.Person, doing transcript.Doing) error {
	switch {
	case doing.Tap != "":
		return p.tap(person, doing)
	case doing.Own:
		person.ShareContact()
	case doing.Contact != "":
		person.ShareCard(faketelegram.Contact{Phone: doing.Contact, FirstName: "Kenalan"})
	case doing.Place:
		person.Location(-0.41, 116.98)
	case doing.Reach == "block":
		person.Block()
	case doing.Reach == "unblock":
		person.Unblock()
	case doing.Media != "":
		return send(person, doing)
	default:
		person.Text(doing.Text)
	}
	return nil
}

// send sends a file, or a sample of its kind.
func send(person *faketelegram.Person, doing transcript.Doing) error {
	if doing.File != "" {
		name, mime, data, err := doing.ReadFile()
		if err == nil {
			person.Document(name, mime, data, doing.Caption)
		}
		return err
	}
	sample := []byte(transcript.Sample)
	switch doing.Media {
	case chat.MediaPhoto:
		person.Photo(sample, doing.Caption)
	case chat.MediaVoice:
		person.Voice(3)
	case chat.MediaVideo:
		person.Video(9, sample, doing.Caption)
	case chat.MediaSticker:
		person.Sticker("🙂")
	case chat.MediaDocument:
		person.Document(transcript.SampleName, "application/pdf", sample, doing.Caption)
	default:
		return fmt.Errorf("the fake Telegram sends no %s", doing.Media)
	}
	return nil
}

// tap taps the newest button with the label, or one that ever was.
func (p *stagePlayer) tap(person *faketelegram.Person, doing transcript.Doing) error {
	for _, id := range slices.Backward(p.seen(person.User().ID)) {
		for _, row := range rows(p.before[id].Inline) {
			for _, button := range row {
				if button.Text != doing.Tap {
					continue
				}
				if doing.Again {
					_, err := person.TapData(id, button.CallbackData)
					return err
				}
				if _, err := person.Tap(id, button.Text); err == nil {
					return nil
				}
			}
		}
	}
	return fmt.Errorf("there is no button %q", doing.Tap)
}

// seen are the messages of a chat that had buttons, the oldest first.
func (p *stagePlayer) seen(chat int64) []int {
	var ids []int
	for id, message := range p.before {
		if message.Chat.ID == chat && message.Inline != nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Later sets the clock ahead and waits until the service has looked for what fell due.
func (p *stagePlayer) Later(ctx context.Context, d time.Duration) error {
	if err := p.stage.clock.Advance(d); err != nil {
		return err
	}
	if err := p.stage.child.awaitSweeps(ctx, 2); err != nil {
		return err
	}
	return p.settle(ctx)
}

// Restart kills the service and starts it again.
func (p *stagePlayer) Restart(context.Context) error { return p.stage.child.restart() }

// LoseRedis empties Redis, a second after the last answer was kept: so long may the copy in Postgres lag.
func (p *stagePlayer) LoseRedis(ctx context.Context) error {
	if err := p.stage.child.awaitSweeps(ctx, 3); err != nil {
		return err
	}
	client, err := session.Open(p.stage.child.environment["REDIS_URL"])
	if err != nil {
		return err
	}
	defer client.Close()
	return client.FlushDB(ctx).Err()
}

// Officer moves an application or a helper along, over the store that the service uses.
func (p *stagePlayer) Officer(ctx context.Context, number, state, reason string) error {
	return p.records(ctx, func(store *postgres.Store) error {
		return transcript.Order(ctx, store, number, state, reason, p.stage.clock.now())
	})
}

// Given makes something so, in the records of the service.
func (p *stagePlayer) Given(ctx context.Context, given transcript.Given) error {
	return p.records(ctx, func(store *postgres.Store) error {
		return given.Bring(ctx, store, p.stage.clock.now().In(p.stage.zone))
	})
}

// records works on the records of the service.
func (p *stagePlayer) records(ctx context.Context, work func(*postgres.Store) error) error {
	vault, err := openVault(p.stage.child.environment["KEYRING_FILE"])
	if err != nil {
		return err
	}
	pool, err := postgres.Open(ctx, p.stage.child.environment["DATABASE_URL"])
	if err != nil {
		return err
	}
	defer pool.Close()
	return work(postgres.New(pool, vault))
}

// settle waits until nothing is under way and notes what came onto the screens.
func (p *stagePlayer) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if err := p.stage.telegram.Idle(ctx); err != nil {
		return fmt.Errorf("wait for the bot's answer: %w", err)
	}
	p.look()
	return nil
}

// look notes what came onto the screens.
func (p *stagePlayer) look() {
	before := len(p.said)
	for {
		select {
		case event := <-p.events:
			p.note(event)
		default:
			// Telegram is told of the notice, the words and the deletion at the same time; transcripts have them in this order.
			slices.SortStableFunc(p.said[before:], func(a, b transcript.Shown) int { return order[a.Kind] - order[b.Kind] })
			return
		}
	}
}

var order = map[transcript.Kind]int{transcript.Notices: 0, transcript.Edits: 1, transcript.Says: 1, transcript.Deletes: 2}

// Said is what came onto the screens since it was last asked.
func (p *stagePlayer) Said() []transcript.Shown {
	said := p.said
	p.said = nil
	return said
}

func (p *stagePlayer) note(event faketelegram.Event) {
	switch event.Kind {
	case faketelegram.CallbackAnswered:
		if event.Answer.Text != "" {
			p.said = append(p.said, transcript.Shown{Kind: transcript.Notices, Text: event.Answer.Text})
		}
	case faketelegram.MessageDeleted:
		p.said = append(p.said, transcript.Shown{Kind: transcript.Deletes})
	case faketelegram.MessageNew, faketelegram.MessageEdited:
		if m := *event.Message; m.From != nil && m.From.IsBot {
			p.noteMessage(m, event.Kind == faketelegram.MessageEdited)
		}
	}
}

// noteMessage notes a message of the bot; that buttons were only taken away is not worth a line.
func (p *stagePlayer) noteMessage(m faketelegram.Message, edited bool) {
	shown := transcript.Shown{Kind: transcript.Says, Above: p.above(m), Text: m.Text + m.Caption} // a message has one of the two
	if edited {
		if before := p.before[m.ID]; before.Text+before.Caption == shown.Text && m.Inline == nil {
			return
		}
		shown.Kind = transcript.Edits
	}
	p.before[m.ID] = m
	for _, row := range rows(m.Inline) {
		var labels []string
		for _, button := range row {
			labels = append(labels, button.Text)
		}
		shown.Buttons = append(shown.Buttons, labels)
	}
	if m.Reply != nil && len(m.Reply.Rows) > 0 {
		shown.Keyboard = m.Reply.Rows[0][0].Text
	}
	p.said = append(p.said, shown)
}

// above is what a message carries above its text.
func (p *stagePlayer) above(m faketelegram.Message) []string {
	switch {
	case m.Photo != nil:
		data, _, _ := p.stage.telegram.File(m.Photo[0].FileID)
		if says := picture.Words(data); says != "" {
			return []string{transcript.PictureLine(says)}
		}
		return []string{transcript.PhotoLine}
	case m.Document != nil:
		data, _, _ := p.stage.telegram.File(m.Document.FileID)
		return transcript.FileLines(m.Document.FileName, data)
	}
	return nil
}

func rows(keyboard *faketelegram.InlineKeyboard) [][]faketelegram.InlineButton {
	if keyboard == nil {
		return nil
	}
	return keyboard.Rows
}
