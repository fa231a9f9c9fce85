package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"

	"jagaetam/internal/chat"
	"jagaetam/internal/faketelegram"
	"jagaetam/internal/outreach"
	"jagaetam/internal/pace"
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
	// at is the time by the transcript.
	at time.Time
	// before are messages as they were last seen, to tell an edit from buttons taken away.
	before map[place]faketelegram.Message
	said   []transcript.Shown
	// topics are the names of the group's topics as they were when something was shown in them.
	topics map[int]string
	// threads are the topics that messages were written in, whoever wrote them.
	threads map[place]int
	// tapped is the topic that a button was tapped in last.
	tapped int
	// wrote is the message that each person wrote last.
	wrote map[string]place

	redis redis.UniversalClient
}

// place is a message of a chat: a supergroup counts its own.
type place struct {
	chat int64
	id   int
}

func newStagePlayer(s *stage) *stagePlayer {
	p := &stagePlayer{
		stage: s, at: transcript.Began, people: map[string]*faketelegram.Person{}, before: map[place]faketelegram.Message{}, topics: map[int]string{},
		threads: map[place]int{}, wrote: map[string]place{},
	}
	p.events, p.cancel = s.telegram.Subscribe(4096)
	return p
}

func (p *stagePlayer) close() {
	p.cancel()
	if p.redis != nil {
		_ = p.redis.Close()
	}
}

// Do has a person do something and waits until the service has dealt with it.
func (p *stagePlayer) Do(ctx context.Context, who string, doing transcript.Doing) error {
	if !doing.AtOnce {
		if err := p.stage.clock.demoClock.Advance(p.until(transcript.Pause)); err != nil {
			return err
		}
	}
	if err := p.act(who, doing); err != nil {
		return err
	}
	return p.settle(ctx)
}

// until is how far the clock has to be set ahead for so much more of the transcript's time to have passed. What the machine took meanwhile counts,
// so that the times that are said are the same on any machine.
func (p *stagePlayer) until(more time.Duration) time.Duration {
	p.at = p.at.Add(more)
	return max(p.at.Sub(p.stage.clock.now()), 0)
}

func (p *stagePlayer) person(who string) *faketelegram.Person {
	if p.people[who] == nil {
		p.people[who] = p.stage.telegram.NewUser(faketelegram.User{FirstName: who, LanguageCode: "id", Phone: transcript.OwnPhone})
	}
	return p.people[who]
}

func (p *stagePlayer) act(who string, doing transcript.Doing) error {
	person := p.person(who)
	switch {
	case doing.Group != "":
		return p.withGroup(person, doing)
	case doing.Edit != "":
		return p.edit(who, doing)
	case doing.Tap != "":
		return p.tap(person, doing)
	case doing.Reach == transcript.Block:
		person.Block()
		return nil
	case doing.Reach == transcript.Unblock:
		person.Unblock()
		return nil
	}
	speaker, err := p.speaker(person, doing)
	if err != nil {
		return err
	}
	sent, err := say(speaker, doing)
	if err != nil {
		return err
	}
	p.wrote[who] = place{sent.Chat.ID, sent.ID}
	return nil
}

// say says what needs no more than a voice in a chat.
func say(speaker *faketelegram.Speaker, doing transcript.Doing) (faketelegram.Message, error) {
	switch {
	case doing.Own:
		return speaker.ShareContact(), nil
	case doing.Contact != "":
		return speaker.ShareCard(faketelegram.Contact{Phone: doing.Contact, FirstName: "Kenalan"}), nil
	case doing.Place:
		return speaker.Location(-0.41, 116.98), nil
	case doing.Media != "":
		return send(speaker, doing)
	}
	return speaker.Text(doing.Text), nil
}

// send sends a file, or a sample of its kind.
func send(speaker *faketelegram.Speaker, doing transcript.Doing) (faketelegram.Message, error) {
	if doing.File != "" {
		name, mime, data, err := doing.ReadFile()
		if err != nil {
			return faketelegram.Message{}, err
		}
		return speaker.Document(name, mime, data, doing.Caption), nil
	}
	sample := []byte(transcript.Sample)
	switch doing.Media {
	case chat.MediaPhoto:
		return speaker.Photo(sample, doing.Caption), nil
	case chat.MediaVoice:
		return speaker.Voice(3), nil
	case chat.MediaVideo:
		return speaker.Video(9, sample, doing.Caption), nil
	case chat.MediaSticker:
		return speaker.Sticker("🙂"), nil
	case chat.MediaDocument:
		return speaker.Document(transcript.SampleName, "application/pdf", sample, doing.Caption), nil
	default:
		return faketelegram.Message{}, fmt.Errorf("the fake Telegram sends no %s", doing.Media)
	}
}

// edit gives what the person wrote last a new wording.
func (p *stagePlayer) edit(who string, doing transcript.Doing) error {
	last, ok := p.wrote[who]
	if !ok {
		return errors.New("nothing has been written that could be edited")
	}
	speaker := p.person(who).Speaker
	if group := p.stage.telegram.Group(last.chat); group != nil {
		speaker = p.person(who).In(group)
	}
	_, err := speaker.Edit(last.id, doing.Edit)
	return err
}

// tap taps the newest button with the label: one of the person's own telephone, or else of the group.
func (p *stagePlayer) tap(person *faketelegram.Person, doing transcript.Doing) error {
	err := p.tapIn(person.Speaker, doing)
	if group := p.group(); err != nil && group != nil {
		err = p.tapIn(person.In(group), doing)
	}
	return err
}

func (p *stagePlayer) tapIn(speaker *faketelegram.Speaker, doing transcript.Doing) error {
	chatID := speaker.Chat().ID()
	p.tapped = 0
	for _, id := range slices.Backward(p.seen(chatID)) {
		for _, row := range rows(p.before[place{chatID, id}].Inline) {
			for _, button := range row {
				if button.Text != doing.Tap {
					continue
				}
				p.tapped = p.threads[place{chatID, id}]
				if doing.Again {
					_, err := speaker.TapData(id, button.CallbackData)
					return err
				}
				if _, err := speaker.Tap(id, button.Text); err == nil {
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
	for at, message := range p.before {
		if at.chat == chat && message.Inline != nil {
			ids = append(ids, at.id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Later sets the clock ahead from morning to morning and waits until the service has looked for what fell due.
func (p *stagePlayer) Later(ctx context.Context, d time.Duration) error {
	if err := p.stage.clock.pass(ctx, p.until(d), func() {}); err != nil {
		return err
	}
	if err := p.stage.child.awaitSweeps(ctx, 2); err != nil {
		return err
	}
	return p.tend(ctx)
}

// tend does at once what the service does by itself within minutes.
func (p *stagePlayer) tend(ctx context.Context) error {
	store, err := p.records(ctx)
	if err != nil {
		return err
	}
	if err := (outreach.Openings{Line: store, Programme: p.stage.programme, Now: p.stage.clock.now}).Look(ctx); err != nil {
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
	store, err := p.records(ctx)
	if err != nil {
		return err
	}
	if err := transcript.Order(ctx, store, number, state, reason, p.stage.clock.now()); err != nil {
		return err
	}
	return p.settle(ctx)
}

// Given makes something so, in the records of the service.
func (p *stagePlayer) Given(ctx context.Context, given transcript.Given) error {
	store, err := p.records(ctx)
	if err != nil {
		return err
	}
	if err := given.Bring(ctx, store, p.contact, p.stage.clock.now().In(p.stage.zone)); err != nil {
		return err
	}
	return p.tend(ctx)
}

// contact is what the service calls a person of a transcript.
func (p *stagePlayer) contact(who string) string { return fmt.Sprint("tg:", p.person(who).User().ID) }

// records are those of the service.
func (p *stagePlayer) records(ctx context.Context) (*postgres.Store, error) {
	return p.stage.clock.store, p.stage.clock.open(ctx)
}

// settle waits until nothing is under way, neither an answer nor anything in the outbox, and notes what came onto the screens.
func (p *stagePlayer) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	store, err := p.records(ctx)
	if err != nil {
		return err
	}
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		if err := p.stage.telegram.Idle(ctx); err != nil {
			return fmt.Errorf("wait for the bot's answer: %w", err)
		}
		if err := p.hurry(ctx); err != nil {
			return err
		}
		reminders, err := p.remindersDue(ctx)
		if err != nil {
			return err
		}
		due, err := store.LettersDue(ctx, p.stage.clock.now())
		if err != nil {
			return fmt.Errorf("wait for the outbox: %w", err)
		}
		cards, err := p.cardsDue(ctx)
		if err != nil {
			return err
		}
		due += cards + reminders
		if due == 0 {
			p.look()
			return nil
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("wait for the outbox, in which %d are to be said: %w", due, ctx.Err())
		}
	}
}

// hurry has people and groups take the next message at once: how much they take is counted by the clock of Redis, and a transcript does not
// wait for that.
func (p *stagePlayer) hurry(ctx context.Context) error {
	if p.redis == nil {
		var err error
		if p.redis, err = session.Open(p.stage.child.environment["REDIS_URL"]); err != nil {
			return err
		}
	}
	var chats []string
	for _, person := range p.stage.telegram.People() {
		chats = append(chats, fmt.Sprint("tg:", person.User().ID))
	}
	for _, group := range p.stage.telegram.Groups() {
		chats = append(chats, fmt.Sprint("tg:", group.ID()))
	}
	return pace.New(p.redis, pace.Options{}).Hurry(ctx, chats...)
}

// remindersDue is how much people are to be told now by reminders and broadcasts, when it has been looked for what falls due.
func (p *stagePlayer) remindersDue(ctx context.Context) (int, error) {
	if _, err := p.stage.clock.reminders.Scan(ctx); err != nil {
		return 0, err
	}
	return p.stage.clock.due(ctx)
}

// cardsDue is how many cards are not as they are to be.
func (p *stagePlayer) cardsDue(ctx context.Context) (n int, err error) {
	const sql = "select count(*) from cases where topic <> '' and version > shown and (select topics from office)"
	if err := p.stage.clock.pool.QueryRow(ctx, sql).Scan(&n); err != nil {
		return 0, fmt.Errorf("wait for the cards: %w", err)
	}
	return n, nil
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
			slices.SortStableFunc(p.said[before:], func(a, b transcript.Shown) int { return order(a.Kind) - order(b.Kind) })
			return
		}
	}
}

func order(kind transcript.Kind) int {
	switch kind {
	case transcript.Notices:
		return 0
	case transcript.Deletes:
		return 2
	default:
		return 1
	}
}

// Said is what came onto the screens since it was last asked.
func (p *stagePlayer) Said() []transcript.Shown {
	said := p.said
	p.said = nil
	return said
}
