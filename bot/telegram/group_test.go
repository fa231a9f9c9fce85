package telegram

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"jagaetam/internal/chat"
)

const (
	groupChat   = `"chat":{"id":-1009000000777,"type":"supergroup","is_forum":true}`
	fromOfficer = `"from":{"id":900000201,"language_code":"id"}`
	fromBot     = `"from":{"id":1087968824,"is_bot":true,"username":"GroupAnonymousBot"}`
	inTopic     = `"message_thread_id":4,"is_topic_message":true`
	opening     = `"reply_to_message":{"message_id":4,"forum_topic_created":{"name":"KS-000001-6"}}`
)

func inGroup(message, topic, reply string, content chat.Content) chat.Incoming {
	return chat.Incoming{
		Chat: "tg:-1009000000777", From: chat.Person{ID: "tg:900000201", Language: "id"}, Group: true,
		Message: message, Topic: topic, Reply: reply, Content: content,
	}
}

func TestDecodeSaysWhereInTheGroup(t *testing.T) {
	for fields, want := range map[string]chat.Incoming{
		inTopic + `,` + opening + `,"text":"é 🙂"`:                   inGroup("9", "4", "", chat.Text{Text: "é 🙂"}),
		inTopic + `,"reply_to_message":{"message_id":4},"text":"a"`: inGroup("9", "4", "", chat.Text{Text: "a"}),
		inTopic + `,"reply_to_message":{"message_id":7},"text":"a"`: inGroup("9", "4", "7", chat.Text{Text: "a"}),
		`"text":"a"`: inGroup("9", "", "", chat.Text{Text: "a"}),
		`"message_thread_id":1,"is_topic_message":true,"text":"a"`:                      inGroup("9", "", "", chat.Text{Text: "a"}),
		`"message_thread_id":7,"reply_to_message":{"message_id":7},"text":"a"`:          inGroup("9", "", "7", chat.Text{Text: "a"}), // a chain of answers
		inTopic + `,"text":"/ambil@jagaetam_bot 1","entities":[{"type":"bot_command"}]`: inGroup("9", "4", "", chat.Command{Name: "ambil", Payload: "1"}),
		inTopic + `,"photo":[{"file_id":"p","width":1,"height":1}],"caption":"ini"`:     inGroup("9", "4", "", media(chat.MediaPhoto, "ini", chat.File{ID: "tg:p", Type: "image/jpeg"})),
		inTopic + `,"location":{"latitude":-0.4,"longitude":117}`:                       inGroup("9", "4", "", chat.Place{Latitude: -0.4, Longitude: 117}),
	} {
		raw := fmt.Sprintf(`{"update_id":5,"message":{"message_id":9,"date":100,%s,%s,%s}}`, groupChat, fromOfficer, fields)
		wantDecoded(t, raw, want, "5:100", 100)
	}
	edited := fmt.Sprintf(`{"update_id":5,"edited_message":{"message_id":9,"date":100,"edit_date":160,%s,%s,%s,"caption":"anew"}}`, groupChat, fromOfficer, inTopic)
	wantDecoded(t, edited, inGroup("9", "4", "", chat.Edited{Text: "anew"}), "5:160", 160)
	tap := fmt.Sprintf(`{"update_id":5,"callback_query":{"id":"q",%s,"data":"r","message":{"message_id":9,%s,%s,%s}}}`, fromOfficer, groupChat, inTopic, opening)
	wantDecoded(t, tap, inGroup("9", "4", "", chat.Tap{Query: "q", Press: chat.Press{Kind: chat.PressResume}}), "5:q", 0)
}

func TestDecodeTellsWhatBecomesOfTheGroup(t *testing.T) {
	for body, want := range map[string]chat.Content{
		`"message":{"message_id":9,"date":100,` + groupChat + `,` + fromBot + `,"migrate_to_chat_id":-1009000000778}`:                                      chat.Moved{To: "tg:-1009000000778"},
		`"my_chat_member":{"date":100,` + groupChat + `,` + fromBot + `,"new_chat_member":{"status":"administrator","can_manage_topics":true}}`:            chat.Standing{Member: true, Topics: true},
		`"my_chat_member":{"date":100,` + groupChat + `,` + fromBot + `,"new_chat_member":{"status":"administrator"}}`:                                     chat.Standing{Member: true},
		`"my_chat_member":{"date":100,` + groupChat + `,` + fromBot + `,"new_chat_member":{"status":"kicked"}}`:                                            chat.Standing{},
		`"chat_member":{"date":100,` + groupChat + `,` + fromBot + `,"new_chat_member":{"status":"left","user":{"id":900000202}}}`:                         chat.Left{Who: "tg:900000202"},
		`"chat_member":{"date":100,` + groupChat + `,` + fromBot + `,"new_chat_member":{"status":"kicked","user":{"id":900000202}}}`:                       chat.Left{Who: "tg:900000202"},
		`"chat_member":{"date":100,` + groupChat + `,` + fromBot + `,"new_chat_member":{"status":"restricted","is_member":false,"user":{"id":900000202}}}`: chat.Left{Who: "tg:900000202"},
	} {
		in := inGroup("", "", "", want)
		in.From = chat.Person{ID: "tg:1087968824"}
		wantDecoded(t, `{"update_id":5,`+body+`}`, in, "5:100", 100)
	}
}

func TestDecodeHearsNobodyInParticular(t *testing.T) {
	for body, want := range map[string]string{
		`"message":{"message_id":9,"date":100,` + groupChat + `,` + fromBot + `,"sender_chat":{"id":-1009000000777},"text":"a"}`:                      ignoreChat,
		`"message":{"message_id":9,"date":100,` + groupChat + `,"from":{"id":777000},"sender_chat":{"id":-1009000000001},"text":"a"}`:                 ignoreChat,
		`"message":{"message_id":9,"date":100,` + groupChat + `,"from":{"id":3,"is_bot":true},"text":"a"}`:                                            ignoreBot,
		`"message":{"message_id":9,"date":100,` + groupChat + `,` + fromOfficer + `,` + inTopic + `,"forum_topic_closed":{}}`:                         ignoreService,
		`"message":{"message_id":4,"date":100,` + groupChat + `,` + fromOfficer + `,` + inTopic + `,"forum_topic_created":{"name":"a"}}`:              ignoreService,
		`"message":{"message_id":9,"date":100,` + groupChat + `,` + fromOfficer + `,"migrate_from_chat_id":-4100}`:                                    ignoreService,
		`"message":{"message_id":9,"date":100,` + groupChat + `,` + fromOfficer + `,"left_chat_member":{"id":900000202}}`:                             ignoreService,
		`"chat_member":{"date":100,` + groupChat + `,` + fromOfficer + `,"new_chat_member":{"status":"member","user":{"id":900000202}}}`:              ignoreMember,
		`"chat_member":{"date":100,` + groupChat + `,` + fromOfficer + `,"new_chat_member":{"status":"restricted","is_member":true,"user":{"id":9}}}`: ignoreMember,
		`"chat_member":{"date":100,` + groupChat + `,` + fromOfficer + `,"new_chat_member":{"status":"left","user":{"id":9,"is_bot":true}}}`:          ignoreBot,
		`"message":{"message_id":9,"date":100,"chat":{"id":-1001,"type":"channel"},` + fromOfficer + `,"text":"a"}`:                                   ignoreChannel,
	} {
		got, err := decode(json.RawMessage(`{"update_id":5,` + body + `}`))
		if err != nil || got.Ignore != want {
			t.Errorf("%s is ignored for %q, want %q: %v", body, got.Ignore, want, err)
		}
	}
}

func wantDecoded(t *testing.T, raw string, want chat.Incoming, key string, at int64) {
	t.Helper()
	want.Key = "tg:" + key
	if at != 0 {
		want.At = unix(at)
	}
	got, err := decode(json.RawMessage(raw))
	if diff := cmp.Diff(want, got.Incoming); err != nil || got.Ignore != "" || diff != "" {
		t.Errorf("%s\nignored for %q: %v\n%s", raw, got.Ignore, err, diff)
	}
}
