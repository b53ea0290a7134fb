// Shows what staff are told, live.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"

	amqp "github.com/rabbitmq/amqp091-go"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	channel := must(must(amqp.Dial(os.Getenv("COOPT_STAFF_AMQP_URL"))).Channel())
	must(0, channel.Qos(50, 0, false))
	queue := must(channel.QueueDeclare("staff.example-go", false, true, true, false, nil)) // durable, not exclusive: it waits for you
	must(0, channel.QueueBind(queue.Name, "staff.#", "coopt.notifications", false, nil))
	deliveries := must(channel.Consume(queue.Name, "", false, false, false, false, nil))
	fmt.Println("listening")
	for delivery := range deliveries {
		var envelope struct{ Data struct{ Subject string } }
		if delivery.UserId == "notifications" && json.Unmarshal(delivery.Body, &envelope) == nil {
			fmt.Println(delivery.RoutingKey, envelope.Data.Subject)
		}
		must(0, delivery.Ack(false))
	}
}
