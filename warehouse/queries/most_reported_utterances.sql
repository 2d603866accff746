-- What was said and reported most: utterances that more than one article tells, the fullest words.
SELECT
    speaker_name,
    text,
    report_count,
    outlet_count,
    timezone('UTC', first_reported) AS first_reported_utc,
    utterance_id
FROM utterances
WHERE report_count > 1
ORDER BY outlet_count DESC, report_count DESC, first_reported, utterance_id;
