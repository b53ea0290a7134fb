#include <string.h>

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>

// What Swift cannot import from librabbitmq's headers: a variadic function and casts in macros.

static inline amqp_rpc_reply_t coopt_amqp_login_plain(
    amqp_connection_state_t state, char const *vhost, int frame_max,
    int heartbeat, const amqp_table_t *client_properties, char const *user,
    char const *password) {
  return amqp_login_with_properties(state, vhost, 0, frame_max, heartbeat,
                                    client_properties, AMQP_SASL_METHOD_PLAIN,
                                    user, password);
}

static const uint32_t coopt_connection_close = AMQP_CONNECTION_CLOSE_METHOD;
static const uint32_t coopt_connection_close_ok =
    AMQP_CONNECTION_CLOSE_OK_METHOD;
static const uint32_t coopt_connection_blocked = AMQP_CONNECTION_BLOCKED_METHOD;
static const uint32_t coopt_connection_unblocked =
    AMQP_CONNECTION_UNBLOCKED_METHOD;
static const uint32_t coopt_channel_close = AMQP_CHANNEL_CLOSE_METHOD;
static const uint32_t coopt_channel_close_ok = AMQP_CHANNEL_CLOSE_OK_METHOD;
static const uint32_t coopt_basic_ack = AMQP_BASIC_ACK_METHOD;
static const uint32_t coopt_basic_nack = AMQP_BASIC_NACK_METHOD;
static const uint32_t coopt_basic_return = AMQP_BASIC_RETURN_METHOD;
static const uint32_t coopt_basic_publish = AMQP_BASIC_PUBLISH_METHOD;
static const uint32_t coopt_basic_deliver = AMQP_BASIC_DELIVER_METHOD;
static const uint32_t coopt_basic_cancel = AMQP_BASIC_CANCEL_METHOD;
