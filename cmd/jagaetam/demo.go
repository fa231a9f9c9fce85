package main

import "context"

func demo(context.Context, *console, []string) error { return nil }
