import com.rabbitmq.client.*;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.*;

/**
 * A tool of staff.
 *
 * <pre>
 *   StaffTool command KEY ID DATA [ACTOR]         prints the answer
 *   StaffTool publish EXCHANGE KEY ID TYPE DATA   without reply_to; prints "confirmed", "returned" or "closed CODE TEXT"
 *   StaffTool replay START ID                     prints "first OFFSET" and, once it comes, "found OFFSET KEY"
 *   StaffTool broken KEY ID                       sends what is no JSON, and prints the notification that tells of it
 * </pre>
 */
class StaffTool {
  static final int PATIENCE = 60;

  static String envelope(String id, String type, String data, String actor) {
    return """
        {"specversion": "1.0", "id": "%s", "source": "https://staff.example.com/tool", "time": "%s", "type": "%s"%s, "data": %s}
        """.formatted(id, Instant.now(), type, actor == null ? "" : ", \"actor\": \"" + actor + "\"", data);
  }

  static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
  }

  public static void main(String[] arguments) throws Exception {
    var factory = new ConnectionFactory();
    factory.setUri(System.getenv("COOPT_STAFF_AMQP_URL"));
    factory.setAutomaticRecoveryEnabled(false);
    try (var connection = factory.newConnection()) {
      var channel = connection.createChannel();
      channel.confirmSelect();
      switch (arguments[0]) {
        case "command" -> command(factory, channel, arguments);
        case "publish" -> publish(factory, channel, arguments);
        case "replay" -> replay(channel, arguments[1], arguments[2]);
        case "broken" -> broken(factory, channel, arguments[1], arguments[2]);
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  static AMQP.BasicProperties.Builder properties(ConnectionFactory factory, String id) {
    return new AMQP.BasicProperties.Builder().contentType("application/cloudevents+json").deliveryMode(2)
        .messageId(id).userId(factory.getUsername());
  }

  static void command(ConnectionFactory factory, Channel channel, String[] arguments) throws Exception {
    var key = arguments[1];
    var id = arguments[2];
    var answer = new LinkedBlockingQueue<String>();
    channel.basicConsume("amq.rabbitmq.reply-to", true, new DefaultConsumer(channel) {
      @Override
      public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        var service = key.substring(0, key.indexOf('.'));
        if ((service + "-replies").equals(properties.getUserId()) && id.equals(properties.getCorrelationId())) {
          answer.add(text(body));
        }
      }
    });
    channel.basicPublish("coopt.commands", key, true,
        properties(factory, id).replyTo("amq.rabbitmq.reply-to").correlationId(id).build(),
        envelope(id, "coopt." + key + ".v1", arguments[3], arguments.length > 4 ? arguments[4] : null)
            .getBytes(StandardCharsets.UTF_8));
    channel.waitForConfirmsOrDie(10_000);
    System.out.println(answer.poll(PATIENCE, TimeUnit.SECONDS));
  }

  static void publish(ConnectionFactory factory, Channel channel, String[] arguments) throws Exception {
    var returned = new LinkedBlockingQueue<String>();
    var closed = new LinkedBlockingQueue<String>();
    channel.addReturnListener(returning -> returned.add("returned " + returning.getReplyCode()));
    channel.addShutdownListener(cause -> {
      var reason = cause.getReason();
      closed.add(reason instanceof AMQP.Channel.Close close ? "closed " + close.getReplyCode() + " " + close.getReplyText() : "closed");
    });
    channel.basicPublish(arguments[1], arguments[2], true, properties(factory, arguments[3]).build(),
        envelope(arguments[3], arguments[4], arguments[5], null).getBytes(StandardCharsets.UTF_8));
    try {
      channel.waitForConfirmsOrDie(10_000);
      System.out.println(returned.isEmpty() ? "confirmed" : returned.take());  // a return comes before its ack
    } catch (ShutdownSignalException shutdown) {
      System.out.println(closed.poll(PATIENCE, TimeUnit.SECONDS));
    }
  }

  static void replay(Channel channel, String start, String id) throws Exception {
    Object offset = start.matches("first|last|next") ? start
        : start.matches("[0-9]+") ? (Object) Long.valueOf(start) : Date.from(Instant.parse(start));
    var found = new CountDownLatch(1);
    var first = new boolean[] {true};
    channel.basicQos(100);
    channel.basicConsume("coopt.notifications.stream", false, Map.of("x-stream-offset", offset), new DefaultConsumer(channel) {
      @Override
      public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
          throws java.io.IOException {
        var here = properties.getHeaders().get("x-stream-offset");
        if (first[0]) {
          first[0] = false;
          System.out.println("first " + here);
        }
        if (id.equals(properties.getMessageId()) && found.getCount() > 0) {
          System.out.println("found " + here + " " + envelope.getRoutingKey());
          found.countDown();
        }
        channel.basicAck(envelope.getDeliveryTag(), false);
      }
    });
    if (!found.await(PATIENCE, TimeUnit.SECONDS)) {
      throw new TimeoutException("not in the stream: " + id);
    }
  }

  static void broken(ConnectionFactory factory, Channel channel, String key, String id) throws Exception {
    var told = new LinkedBlockingQueue<String>();
    var queue = channel.queueDeclare().getQueue();  // named by the broker, exclusive
    channel.queueBind(queue, "coopt.notifications", "staff.message-dead-lettered");
    channel.basicConsume(queue, false, new DefaultConsumer(channel) {
      @Override
      public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
          throws java.io.IOException {
        if ("notifications".equals(properties.getUserId()) && text(body).contains(id)) {
          told.add(text(body));
        }
        channel.basicAck(envelope.getDeliveryTag(), false);
      }
    });
    channel.basicPublish("coopt.commands", key, true, properties(factory, id).build(), "{".getBytes(StandardCharsets.UTF_8));
    channel.waitForConfirmsOrDie(10_000);
    System.out.println(told.poll(PATIENCE, TimeUnit.SECONDS));
  }
}
