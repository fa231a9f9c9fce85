package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"jagaetam/internal/session"
)

// rawScript is the setting, and the file, with what the raw bot says.
const rawScript = "BENCH_SCRIPT"

// rawBot does what a bot does that is written in an afternoon: it looks up how far somebody is, keeps his answer, says what comes next,
// and writes a row at the end. What is delivered twice counts twice, and what is lost on the way is lost.
type rawBot struct {
	api    string
	client *http.Client
	redis  redis.UniversalClient
	pool   *pgxpool.Pool
	says   [][]rawSaying
	row    int // the step at which the row is written
}

// rawSaying is a message, ready to be sent but for its chat.
type rawSaying struct{ text, markup []byte }

// rawUpdate is what it reads of an update.
type rawUpdate struct {
	ID      int64       `json:"update_id"`
	Message *rawMessage `json:"message"`
	Tap     *struct {
		ID      string     `json:"id"`
		Data    string     `json:"data"`
		Message rawMessage `json:"message"`
	} `json:"callback_query"`
}

type rawMessage struct {
	Text string `json:"text"`
	Chat struct {
		ID int64 `json:"id"`
	} `json:"chat"`
	Contact *struct {
		Phone string `json:"phone_number"`
	} `json:"contact"`
}

// RunRaw is the raw bot, with the service's own settings from the environment, until ctx ends.
func RunRaw(ctx context.Context) error {
	b := &rawBot{client: &http.Client{Transport: tuned()}, api: os.Getenv("TELEGRAM_API_URL") + "/bot" + os.Getenv("TELEGRAM_TOKEN") + "/"}
	text, err := os.ReadFile(os.Getenv(rawScript))
	if err != nil {
		return err
	}
	if err := b.learn(text); err != nil {
		return err
	}
	if b.redis, err = session.Open(os.Getenv("REDIS_URL")); err != nil {
		return err
	}
	defer b.redis.Close()
	if b.pool, err = pgxpool.New(ctx, os.Getenv("DATABASE_URL")); err != nil {
		return err
	}
	defer b.pool.Close()
	if _, err := b.pool.Exec(ctx, `create table raw_registrations (nik text, name text, address text, income bigint)`); err != nil {
		return err
	}
	if os.Getenv("TELEGRAM_MODE") == "webhook" {
		return serveYardstick(ctx, http.HandlerFunc(b.deliver), func() error { return b.call(ctx, "setWebhook", webhookSetting(), nil) })
	}
	return serveYardstick(ctx, nil, func() error { return b.poll(ctx) })
}

// learn writes out what is to be said, once.
func (b *rawBot) learn(text []byte) error {
	var script Script
	if err := json.Unmarshal(text, &script); err != nil {
		return err
	}
	for i, step := range script {
		var says []rawSaying
		for _, saying := range step.Says {
			text, err := json.Marshal(strings.Join(saying.Text, "…"))
			if err != nil {
				return err
			}
			markup, err := rawMarkup(saying.Buttons)
			if err != nil {
				return err
			}
			says = append(says, rawSaying{text, markup})
		}
		b.says = append(b.says, says)
		if step.Doing.Tap == "Kirim" {
			b.row = i
		}
	}
	return nil
}

func rawMarkup(rows [][]string) ([]byte, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	type button struct {
		Text string `json:"text"`
		Data string `json:"callback_data"`
	}
	var keyboard [][]button
	for _, row := range rows {
		var buttons []button
		for _, label := range row {
			buttons = append(buttons, button{label, label})
		}
		keyboard = append(keyboard, buttons)
	}
	return json.Marshal(map[string]any{"inline_keyboard": keyboard})
}

func (b *rawBot) deliver(w http.ResponseWriter, r *http.Request) {
	var u rawUpdate
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if err := b.handle(r.Context(), u); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

func (b *rawBot) poll(ctx context.Context) error {
	offset := int64(0)
	for ctx.Err() == nil {
		var batch []rawUpdate
		if err := b.call(ctx, "getUpdates", fmt.Appendf(nil, `{"offset":%d,"limit":100,"timeout":50}`, offset), &batch); err != nil {
			fmt.Fprintln(os.Stderr, err)
			pause(ctx, time.Second)
		}
		for _, u := range batch {
			offset = u.ID + 1
			go func() {
				if err := b.handle(ctx, u); err != nil {
					fmt.Fprintln(os.Stderr, err)
				}
			}()
		}
	}
	return nil
}

func (b *rawBot) handle(ctx context.Context, u rawUpdate) error {
	said, message := "", u.Message
	switch {
	case u.Tap != nil:
		said, message = u.Tap.Data, &u.Tap.Message
	case message == nil:
		return nil
	case message.Contact != nil:
		said = message.Contact.Phone
	default:
		said = message.Text
	}
	key := "raw:" + strconv.FormatInt(message.Chat.ID, 10)
	answers, err := b.redis.HGetAll(ctx, key).Result()
	if err != nil {
		return err
	}
	step := len(answers)
	if step >= len(b.says) {
		return errors.New("somebody says more than is asked")
	}
	if err := b.redis.HSet(ctx, key, strconv.Itoa(step), said).Err(); err != nil {
		return err
	}
	if step == b.row {
		income, _ := strconv.ParseInt(strings.TrimPrefix(answers["14"], "Rp"), 10, 64) // a wrong row shows in the comparison
		const insert = `insert into raw_registrations (nik, name, address, income) values ($1, $2, $3, $4)`
		if _, err := b.pool.Exec(ctx, insert, answers["3"], answers["4"], answers["9"], income); err != nil {
			return err
		}
	}
	if u.Tap != nil {
		if err := b.call(ctx, "answerCallbackQuery", fmt.Appendf(nil, `{"callback_query_id":%q}`, u.Tap.ID), nil); err != nil {
			return err
		}
	}
	for _, saying := range b.says[step] {
		body := fmt.Appendf(nil, `{"chat_id":%d,"text":%s`, message.Chat.ID, saying.text)
		if saying.markup != nil {
			body = fmt.Appendf(body, `,"reply_markup":%s`, saying.markup)
		}
		if err := b.call(ctx, "sendMessage", append(body, '}'), nil); err != nil {
			return err
		}
	}
	return nil
}

// call calls a method of the Bot API, and reads what it gives into result where that is not nil.
func (b *rawBot) call(ctx context.Context, method string, body []byte, result any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, b.api+method, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := b.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", method, response.Status)
	}
	if result == nil {
		_, err = io.Copy(io.Discard, response.Body)
		return err
	}
	return json.NewDecoder(response.Body).Decode(&struct{ Result any }{result})
}
