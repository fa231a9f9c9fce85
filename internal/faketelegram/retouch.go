package faketelegram

import "fmt"

// Edit changes the text, or the caption, of a message that the person wrote. It fails when there is no such message.
func (sp *Speaker) Edit(messageID int, text string) (Message, error) {
	c := sp.chat
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	old := c.find(messageID)
	if old == nil || old.From.ID != sp.person.user.ID || old.isService() {
		return Message{}, fmt.Errorf("edit message %d: the person wrote no such message", messageID)
	}
	m := *old
	if m.Text != "" {
		m.Text, m.Entities = text, detect(text)
	} else {
		m.Caption, m.CaptionEnts = text, detect(text)
	}
	m.EditDate = c.s.now().Unix()
	c.replace(&m)
	c.tell("edited_message", &m)
	return m, nil
}

// Delete deletes a message for everybody: the person's own, or any in a private chat. Telegram does not tell the bot.
func (sp *Speaker) Delete(messageID int) error {
	c := sp.chat
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	m := c.find(messageID)
	if m == nil || c.group != nil && m.From.ID != sp.person.user.ID && !c.group.admins[sp.person] {
		return fmt.Errorf("delete message %d: there is none that the person may delete", messageID)
	}
	c.remove(messageID)
	return nil
}
