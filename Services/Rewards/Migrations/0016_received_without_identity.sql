-- What members are recognised by is compared by members and recommendations alone (M9): it leaves what rewards keep of the
-- messages that they received, and does not come there again, not by a program of the version before either. A row is messages
-- one after the other, each an id of 16 bytes and four parts (exchange, routing key, properties, body) with their lengths before
-- them; of the bodies of two types the keys go, everything else stays as it is.
create function rewards.without_identity(packed bytea) returns bytea language plpgsql immutable as $$
declare
  place integer := 0;
  size integer;
  part bytea;
  routing_key text;
  result bytea := '';
begin
  while place < length(packed) loop
    result := result || substring(packed from place + 1 for 16);
    place := place + 16;
    for number in 1..4 loop
      size := (get_byte(packed, place) << 24) | (get_byte(packed, place + 1) << 16)
        | (get_byte(packed, place + 2) << 8) | get_byte(packed, place + 3);
      part := substring(packed from place + 5 for size);
      place := place + 4 + size;
      if number = 2 then
        routing_key := convert_from(part, 'UTF8');
      elsif number = 4 and routing_key in ('members.member-joined', 'members.profile-updated') then
        -- A quotation mark inside a text is escaped, so that nothing but the field is matched; a key holds no bracket.
        part := convert_to(
          regexp_replace(convert_from(part, 'UTF8'), '"identityKeys"\s*:\s*\[[^]]*\]', '"identityKeys":[]', 'g'), 'UTF8');
      end if;
      result := result || int4send(length(part)) || part;
    end loop;
  end loop;
  return result;
end
$$;

alter table rewards.received disable trigger received_append_only;

update rewards.received
set messages = rewards.without_identity(messages)
where position('"identityKeys"'::bytea in messages) > 0;

alter table rewards.received enable trigger received_append_only;

create function rewards.keep_without_identity() returns trigger language plpgsql as $$
begin
  new.messages := rewards.without_identity(new.messages);
  return new;
end
$$;

create trigger received_without_identity
before insert on rewards.received
for each row
when (position('"identityKeys":["'::bytea in new.messages) > 0)
execute function rewards.keep_without_identity();
