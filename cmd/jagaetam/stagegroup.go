package main

import (
	"fmt"
	"slices"
	"strings"

	"jagaetam/internal/faketelegram"
	"jagaetam/internal/transcript"
)

// group is the officers' group; nil before there is one.
func (p *stagePlayer) group() *faketelegram.Group {
	groups := p.stage.telegram.Groups()
	if len(groups) == 0 {
		return nil
	}
	return groups[0]
}

// withGroup does something with the group itself.
func (p *stagePlayer) withGroup(person *faketelegram.Person, doing transcript.Doing) error {
	group := p.group()
	if doing.Group == transcript.Joins {
		if group == nil {
			group = p.stage.telegram.NewGroup(faketelegram.GroupOptions{Title: "Petugas", Forum: true, BotIsAdmin: true})
		}
		group.Join(person)
		return nil
	}
	if group == nil || !slices.Contains(group.Members(), person) {
		return fmt.Errorf("%s is not in the group", person.User().FirstName)
	}
	switch doing.Group {
	case transcript.Leaves:
		group.Leave(person)
		return nil
	case transcript.TakesRight, transcript.GivesRight:
		group.SetBotTopics(doing.Group == transcript.GivesRight)
		return nil
	case transcript.Joins, transcript.ClosesTopic, transcript.OpensAgain, transcript.DeletesTopic:
	}
	thread, err := topicNamed(group, doing.In)
	if err != nil || thread == 0 {
		return fmt.Errorf("the group has no topic %q", doing.In)
	}
	if doing.Group == transcript.DeletesTopic {
		group.DeleteTopic(thread)
	} else {
		group.CloseTopic(thread, doing.Group == transcript.ClosesTopic)
	}
	return nil
}

// topicNamed is the newest topic with that in its name, or the newest of all; 0 for General.
func topicNamed(group *faketelegram.Group, part string) (int, error) {
	if part == transcript.General {
		return 0, nil
	}
	for _, topic := range slices.Backward(group.Topics()) {
		if strings.Contains(topic.Name, part) {
			return topic.ThreadID, nil
		}
	}
	return 0, fmt.Errorf("the group has no topic %q", part)
}

// speaker is the person's voice where something is to be said: in his own chat or in a topic of the group, and under what it answers.
func (p *stagePlayer) speaker(person *faketelegram.Person, doing transcript.Doing) (*faketelegram.Speaker, error) {
	speaker := person.Speaker
	if doing.InGroup {
		group := p.group()
		if group == nil || !slices.Contains(group.Members(), person) {
			return nil, fmt.Errorf("%s is not in the group", person.User().FirstName)
		}
		speaker = person.In(group)
		if doing.Replies == "" {
			thread, err := topicNamed(group, doing.In)
			if err != nil {
				return nil, err
			}
			if thread != 0 {
				speaker = speaker.Topic(thread)
			}
		}
	}
	if doing.Replies == "" {
		return speaker, nil
	}
	for _, m := range slices.Backward(speaker.Chat().Messages()) {
		if strings.Contains(m.Text+m.Caption, doing.Replies) {
			return speaker.ReplyTo(m.ID), nil
		}
	}
	return nil, fmt.Errorf("there is no message with %q in it", doing.Replies)
}
