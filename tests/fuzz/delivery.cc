// master_shim/delivery: rows of the deliveries' database. It is our own file; a disk may have damaged it. The
// key comes first, in as many bytes as the first byte says.

#include "master_shim/delivery.h"

#include "tests/fuzz/fuzz_target.h"

namespace job_retry::fuzz {

void one_input(std::string_view bytes) {
    const std::size_t wanted = take_byte(bytes);
    const std::size_t key_size = std::min(wanted, bytes.size());
    const std::string_view key = bytes.substr(0, key_size);
    const std::string_view value = bytes.substr(key_size);
    const Result<DeliveryGlance> glance = glance_at_delivery(key, value);
    if (const Result<Delivery> delivery = decode_delivery(key, value)) {
        accepted();
        require(!delivery->history.empty(), "a delivery has a history");
        require(!to_text(delivery->state).empty(), "every state has a name");
        require(delivery_key(delivery->minion, delivery->jid) == key, "a key is the key of its delivery");
        require(glance && glance->minion == delivery->minion && glance->state == delivery->state &&
                    glance->jid == delivery->jid.sort_key() && glance->key == delivery->key &&
                    glance->reason == delivery->reason(),
                "a glance sees what the delivery is");
        const std::string written = encode(*delivery);
        const Result<Delivery> again = decode_delivery(key, written);
        require(again && encode(*again) == written && again->reason() == delivery->reason() &&
                    again->state == delivery->state && again->due == delivery->due,
                "decode(encode(delivery)) is the delivery");
    }
    if (const Result<SignedAudience> audience = decode_audience(value)) {
        accepted();
        const std::string written = encode(*audience);
        const Result<SignedAudience> again = decode_audience(written);
        require(again && encode(*again) == written && again->signature == audience->signature,
                "decode(encode(audience)) is the audience");
    }
    if (const Result<JobPart> part = decode_part(value)) {
        accepted();
        const std::string written = encode(*part);
        const Result<JobPart> again = decode_part(written);
        require(again && again->load == part->load && again->published_at == part->published_at &&
                    time_of_part(written) == part->published_at,
                "decode(encode(part)) is the part");
    }
    (void)decode_delivery_1(key, value).has_value();
    if (const Result<Job> job = decode_job(key, value)) {
        accepted();
        const std::string written = encode(*job);
        const Result<Job> again = decode_job(key, written);
        require(again && encode(*again) == written && again->facts.functions == job->facts.functions &&
                    again->expires_at == job->expires_at && again->open == job->open,
                "decode(encode(job)) is the job");
    }
}

}  // namespace job_retry::fuzz
