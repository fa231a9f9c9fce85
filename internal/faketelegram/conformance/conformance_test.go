package conformance

import (
	"strings"
	"testing"
)

func TestRightCallsPass(t *testing.T) {
	d := ForTest(t)
	for name, c := range map[string]struct {
		method string
		params map[string]string
	}{
		"plain text":                  {"sendMessage", map[string]string{"chat_id": "7", "text": "Halo 👋"}},
		"a text that looks like JSON": {"sendMessage", map[string]string{"chat_id": "7", "text": "12"}},
		"a channel by name":           {"sendMessage", map[string]string{"chat_id": "@kukar", "text": "x"}},
		"inline keyboard": {"sendMessage", map[string]string{
			"chat_id": "7", "text": "x",
			"reply_markup": `{"inline_keyboard":[[{"text":"Ya","callback_data":"a"},{"text":"Situs","url":"https://a.id","style":"primary"}]]}`,
		}},
		"reply keyboard": {"sendMessage", map[string]string{
			"chat_id": "7", "text": "x",
			"reply_markup": `{"keyboard":[[{"text":"Nomor","request_contact":true}]],"resize_keyboard":true}`,
		}},
		"removed keyboard":      {"sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": `{"remove_keyboard":true}`}},
		"long text with markup": {"sendMessage", map[string]string{"chat_id": "7", "text": strings.Repeat("<b>a</b>", 600), "parse_mode": "HTML"}},
		"an upload":             {"sendPhoto", map[string]string{"chat_id": "7", "photo": "attach://photo"}},
		"a file by id":          {"sendPhoto", map[string]string{"chat_id": "7", "photo": "AgAC"}},
		"commands": {"setMyCommands", map[string]string{
			"commands": `[{"command":"daftar","description":"Daftar"}]`, "scope": `{"type":"chat","chat_id":7}`,
		}},
		"polling": {"getUpdates", map[string]string{"offset": "5", "limit": "100", "timeout": "50", "allowed_updates": `["message"]`}},
		"topic":   {"createForumTopic", map[string]string{"chat_id": "-1001", "name": "Kasus", "icon_color": "7322096"}},
	} {
		if complaints := d.Check(c.method, c.params); len(complaints) > 0 {
			t.Errorf("%s: %q", name, complaints)
		}
	}
}

func TestWrongCallsAreNamed(t *testing.T) {
	d := ForTest(t)
	button := func(fields string) map[string]string {
		return map[string]string{"chat_id": "7", "text": "x", "reply_markup": `{"inline_keyboard":[[{` + fields + `}]]}`}
	}
	for name, c := range map[string]struct {
		method string
		params map[string]string
		want   string
	}{
		"no such method":         {"sendPost", nil, "sendPost: there is no such method"},
		"missing":                {"sendMessage", map[string]string{"chat_id": "7"}, "sendMessage.text: is missing"},
		"unknown":                {"sendMessage", map[string]string{"chat_id": "7", "text": "x", "txt": "y"}, "sendMessage.txt: there is no such parameter"},
		"not a number":           {"getUpdates", map[string]string{"offset": "soon"}, "getUpdates.offset: is not JSON"},
		"a number with a comma":  {"getUpdates", map[string]string{"offset": "1.5"}, "getUpdates.offset: is no Integer"},
		"not a flag":             {"sendMessage", map[string]string{"chat_id": "7", "text": "x", "protect_content": "1"}, "sendMessage.protect_content: is no Boolean"},
		"out of range":           {"getUpdates", map[string]string{"limit": "101"}, "getUpdates.limit: is 101, allowed are 1 to 100"},
		"too long":               {"sendMessage", map[string]string{"chat_id": "7", "text": strings.Repeat("👋", 2049)}, "has 4098 characters, allowed are 1 to 4096"},
		"empty":                  {"sendMessage", map[string]string{"chat_id": "7", "text": ""}, "has 0 characters"},
		"callback data in bytes": {"sendMessage", button(`"text":"x","callback_data":"` + strings.Repeat("é", 33) + `"`), "callback_data: has 66 bytes, allowed are 1 to 64"},
		"no action":              {"sendMessage", button(`"text":"x"`), "reply_markup.inline_keyboard[0][0]: has no action"},
		"two actions":            {"sendMessage", button(`"text":"x","callback_data":"a","url":"https://a.id"`), "has more than one action: callback_data, url"},
		"deep type":              {"sendMessage", button(`"text":5,"callback_data":"a"`), "reply_markup.inline_keyboard[0][0].text: is no String"},
		"deep unknown":           {"sendMessage", button(`"text":"x","callback":"a","callback_data":"a"`), "InlineKeyboardButton has no field callback"},
		"deep empty object":      {"sendMessage", button(`"text":"x","callback_data":"a","copy_text":{"text":""}`), "copy_text.text: has 0 characters"},
		"not of the listed":      {"sendMessage", button(`"text":"x","callback_data":"a","style":"red"`), `style: is "red", must be one of danger, success, primary`},
		"not an array of arrays": {"sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": `{"inline_keyboard":[{"text":"x","callback_data":"a"}]}`}, "inline_keyboard[0]: is no Array of InlineKeyboardButton"},
		"null markup":            {"sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": "null"}, "reply_markup: is no"},
		"two requests":           {"sendMessage", map[string]string{"chat_id": "7", "text": "x", "reply_markup": `{"keyboard":[[{"text":"x","request_contact":true,"request_location":true}]]}`}, "has more than one action"},
		"wrong scope":            {"setMyCommands", map[string]string{"commands": `[]`, "scope": `{"type":"everybody"}`}, "scope.type"},
		"description too long":   {"setMyCommands", map[string]string{"commands": `[{"command":"a","description":"` + strings.Repeat("x", 257) + `"}]`}, "commands[0].description: has 257 characters"},
		"a colour that is not":   {"createForumTopic", map[string]string{"chat_id": "-1001", "name": "Kasus", "icon_color": "7"}, "icon_color: is \"7\", must be one of"},
		"more than one value":    {"getUpdates", map[string]string{"offset": "1 2"}, "is not JSON"},
		"no file":                {"sendPhoto", map[string]string{"chat_id": "7"}, "photo: is missing"},
	} {
		complaints := strings.Join(d.Check(c.method, c.params), "\n")
		if !strings.Contains(complaints, c.want) {
			t.Errorf("%s: complaints are %q, want %q", name, complaints, c.want)
		}
	}
}
