-- Who was told of an offer is asked for wave by wave (O5).
create index solicitations_by_wave on offers.solicitations (offer_id, wave, member_id);
