-- What waits for staff is what holds and is nobody's: little beside all that was withdrawn again, or never was reported (H2).
create index hires_to_attribute on recommendations.hires (heard_at, hire_id)
where recommendation_id is null and holds;
create index hires_out_of_force on recommendations.hires (heard_at, hire_id)
where not holds;
