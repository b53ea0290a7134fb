-- Texts that other systems know things by are compared in Unicode's composed form (NFC). What was kept in another form is
-- the same hire, the same offer; it is no other that a later report would pay once more (H1, H2). A hire that was kept
-- in both forms stays two: staff have seen both.
do $$
begin
  -- Elsewhere every text is in the only form that there is.
  if getdatabaseencoding() <> 'UTF8' then return; end if;

  update recommendations.hires set
    source_system = normalize(source_system, nfc),
    application_id = normalize(application_id, nfc)
  where hire_id in (
    select distinct on (normalize(source_system, nfc), normalize(application_id, nfc)) hire_id
    from recommendations.hires kept
    where (source_system is not nfc normalized or application_id is not nfc normalized)
      and not exists (
        select from recommendations.hires other
        where other.source_system = normalize(kept.source_system, nfc)
          and other.application_id = normalize(kept.application_id, nfc)
      )
    order by normalize(source_system, nfc), normalize(application_id, nfc), hire_id
  );

  update recommendations.hires set offer_reference = normalize(offer_reference, nfc)
  where offer_reference is not nfc normalized;

  update recommendations.offers set external_reference = normalize(external_reference, nfc)
  where external_reference is not nfc normalized;
end
$$;
