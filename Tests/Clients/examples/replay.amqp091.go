// Replays what was told: replay START COUNT, from `first`, an offset, or a time such as 2026-11-29T10:00:00Z.
package main

import (
	"fmt"
	"log"
	"os"
	"strconv"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	var offset any = os.Args[1]
	if number, err := strconv.ParseInt(os.Args[1], 10, 64); err == nil {
		offset = number
	} else if instant, err := time.Parse(time.RFC3339, os.Args[1]); err == nil {
		offset = instant
	}
	connection := must(amqp.Dial(os.Getenv("COOPT_STAFF_AMQP_URL")))
	defer connection.Close()
	channel := must(connection.Channel())
	must(0, channel.Qos(100, 0, false)) // a stream asks for it, and for acknowledgements
	deliveries := must(channel.Consume("coopt.notifications.stream", "", false, false, false, false, amqp.Table{"x-stream-offset": offset}))
	for left := must(strconv.Atoi(os.Args[2])); left > 0; left-- {
		delivery := <-deliveries
		fmt.Println(delivery.Headers["x-stream-offset"], delivery.RoutingKey, delivery.MessageId)
		must(0, delivery.Ack(false))
	}
}
