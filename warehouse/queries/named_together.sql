-- Who and what is named in the same articles: the two hundred most frequent pairs of entities.
WITH named AS (
    SELECT DISTINCT m.article_id, e.entity_id, e.name, e.label
    FROM mentions AS m
    JOIN entities AS e ON e.entity_id = m.entity_id
)
SELECT
    one.name,
    one.label,
    other.name AS other_name,
    other.label AS other_label,
    count(*) AS articles
FROM named AS one
JOIN named AS other
    ON other.article_id = one.article_id
    AND (one.name, one.entity_id) < (other.name, other.entity_id)
GROUP BY one.entity_id, other.entity_id, 1, 2, 3, 4
ORDER BY articles DESC, 1, 3, 2, 4
LIMIT 200;
