-- How outlets word what they all report: the versions of each utterance beside the fullest one.
SELECT
    utterances.speaker_name,
    reports.outlet,
    reports.kind,
    reports.wording,
    round(reports.similarity, 2) AS similarity,
    reports.text,
    list_aggregate(reports.not_here, 'string_agg', ' ') AS left_out,
    utterance_id
FROM utterance_reports AS reports
JOIN utterances USING (utterance_id)
WHERE utterances.article_count > 1
ORDER BY
    utterances.outlet_count DESC, utterances.report_count DESC, utterances.first_reported,
    utterance_id, reports.wording <> 'fullest', reports.similarity DESC, reports.article_id;
