import com.rabbitmq.client.*;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Replays what was told: Replay START COUNT, from `first`, an offset, or a time such as 2026-11-29T10:00:00Z. */
class Replay {
  public static void main(String[] arguments) throws Exception {
    var start = arguments[0];
    Object offset = start.matches("first|last|next") ? start
        : start.matches("[0-9]+") ? (Object) Long.valueOf(start) : Date.from(Instant.parse(start));
    var left = new CountDownLatch(Integer.parseInt(arguments[1]));
    var factory = new ConnectionFactory();
    factory.setUri(System.getenv("COOPT_STAFF_AMQP_URL"));
    try (var connection = factory.newConnection(); var channel = connection.createChannel()) {
      channel.basicQos(100);  // a stream asks for it, and for acknowledgements
      channel.basicConsume("coopt.notifications.stream", false, Map.of("x-stream-offset", offset), new DefaultConsumer(channel) {
        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws java.io.IOException {
          if (left.getCount() > 0) {
            System.out.println(properties.getHeaders().get("x-stream-offset") + " " + envelope.getRoutingKey() + " " + properties.getMessageId());
          }
          channel.basicAck(envelope.getDeliveryTag(), false);
          left.countDown();
        }
      });
      left.await();
    }
  }
}
