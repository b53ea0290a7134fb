-- References of companies are kept in Unicode's composed form (NFC), as they are read since.
do $$
begin
  -- Elsewhere every text is in the only form that there is.
  if getdatabaseencoding() <> 'UTF8' then return; end if;
  update offers.offers set external_reference = normalize(external_reference, nfc)
  where external_reference is not nfc normalized;
end
$$;
