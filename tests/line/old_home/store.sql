BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0016');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	action VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-11-16T12:00:00+00:00','an operator','run/accept','1','first run of this source: have a look — --accept');
INSERT INTO "audit" VALUES(2,'2026-11-16T12:00:00+00:00','inbox','take case','2026-ZTGFSP','fix phone');
INSERT INTO "audit" VALUES(3,'2026-11-16T12:00:00+00:00','an operator','correction accepted','2026-ZTGFSP','called the listed number');
INSERT INTO "audit" VALUES(4,'2026-11-16T12:00:00+00:00','an operator','settle case','2026-ZTGFSP','called the listed number');
INSERT INTO "audit" VALUES(5,'2026-11-16T12:00:00+00:00','an operator','suppress','9stqs25yvh','asked by the person');
CREATE TABLE "case" (
	number VARCHAR NOT NULL, 
	request VARCHAR NOT NULL, 
	about VARCHAR NOT NULL, 
	provider VARCHAR NOT NULL, 
	which TEXT NOT NULL, 
	text TEXT NOT NULL, 
	contact TEXT NOT NULL, 
	received_at VARCHAR NOT NULL, 
	taken_at VARCHAR NOT NULL, 
	answered_at VARCHAR, 
	settled_at VARCHAR, 
	settled_by VARCHAR NOT NULL, 
	note TEXT NOT NULL, 
	shown_again BOOLEAN NOT NULL, 
	CONSTRAINT pk_case PRIMARY KEY (number)
);
INSERT INTO "case" VALUES('2026-ZTGFSP','fix','phone','pwt8qk4rqs','','It is 303-555-0199.','me@example.test','2026-11-23T12:00:00+00:00','2026-11-16T12:00:00+00:00','2026-11-16T12:00:00+00:00','2026-11-16T12:00:00+00:00','an operator','called the listed number',0);
CREATE TABLE change (
	run INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	fields TEXT NOT NULL, 
	ended TEXT NOT NULL, 
	CONSTRAINT pk_change PRIMARY KEY (run, source, source_id), 
	CONSTRAINT fk_change_run_run FOREIGN KEY(run) REFERENCES run (id)
);
CREATE TABLE check_decision (
	id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	npi VARCHAR NOT NULL, 
	provider VARCHAR NOT NULL, 
	seen VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	decided_at VARCHAR NOT NULL, 
	CONSTRAINT pk_check_decision PRIMARY KEY (id)
);
CREATE TABLE correction (
	id INTEGER NOT NULL, 
	told VARCHAR NOT NULL, 
	"case" VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	decided_at VARCHAR NOT NULL, 
	CONSTRAINT pk_correction PRIMARY KEY (id)
);
INSERT INTO "correction" VALUES(1,'person/6arutek6kb','2026-ZTGFSP','accepted','an operator','called the listed number','2026-11-16T12:00:00+00:00');
CREATE TABLE "decision" (
	id INTEGER NOT NULL, 
	left_source VARCHAR NOT NULL, 
	left_id VARCHAR NOT NULL, 
	right_source VARCHAR NOT NULL, 
	right_id VARCHAR NOT NULL, 
	verdict VARCHAR NOT NULL, 
	who VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	decided_at VARCHAR NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY (id)
);
CREATE TABLE doubt (
	left_source VARCHAR NOT NULL, 
	left_id VARCHAR NOT NULL, 
	right_source VARCHAR NOT NULL, 
	right_id VARCHAR NOT NULL, 
	points FLOAT NOT NULL, 
	why VARCHAR NOT NULL, 
	CONSTRAINT pk_doubt PRIMARY KEY (left_source, left_id, right_source, right_id)
);
CREATE TABLE geocode (
	"query" TEXT NOT NULL, 
	latitude FLOAT, 
	longitude FLOAT, 
	answered_on DATE NOT NULL, 
	CONSTRAINT pk_geocode PRIMARY KEY ("query")
);
CREATE TABLE inbox_file (
	name VARCHAR NOT NULL, 
	read_to INTEGER NOT NULL, 
	damaged INTEGER NOT NULL, 
	CONSTRAINT pk_inbox_file PRIMARY KEY (name)
);
INSERT INTO "inbox_file" VALUES('2026-11-16.jsonl',176,0);
CREATE TABLE listing (
	source VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	raw TEXT NOT NULL, 
	listing TEXT NOT NULL, 
	claims_since TEXT NOT NULL, 
	first_seen DATE NOT NULL, 
	last_seen DATE NOT NULL, 
	missing_since DATE, 
	missed_runs INTEGER NOT NULL, 
	withdrawn_on DATE, added_by INTEGER, 
	CONSTRAINT pk_listing PRIMARY KEY (source, source_id), 
	CONSTRAINT fk_listing_source_source FOREIGN KEY(source) REFERENCES source (id)
);
INSERT INTO "listing" VALUES('invented_table','1','{"source":"invented_table","source_id":"1","kind":"person","url":"https://invented-table.test/","name":"Ada Orrin, PT","locations":[{"street":"100 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0100"}],"text":"Backs and knees."}','{"source":"invented_table","source_id":"1","kind":"person","url":"https://invented-table.test/","name":"Ada Orrin","person":{"given":"Ada","family":"Orrin"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"100 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550100"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}]}','[["name", "Ada Orrin", "2026-11-16"], ["credential", "PT", "2026-11-16"], ["profession", "physical-therapist", "2026-11-16"], ["address", "100 Invented Street, Salida, CO 81201", "2026-11-16"], ["phone", "+13035550100", "2026-11-16"]]','2026-11-16','2026-11-16',NULL,0,NULL,1);
INSERT INTO "listing" VALUES('invented_table','2','{"source":"invented_table","source_id":"2","kind":"person","url":"https://invented-table.test/","name":"Bela Quist, PT","locations":[{"street":"101 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0101"}],"statements":[{"text":"I do dry needling.","about":"person"}],"text":"I do dry needling."}','{"source":"invented_table","source_id":"2","kind":"person","url":"https://invented-table.test/","name":"Bela Quist","person":{"given":"Bela","family":"Quist"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"101 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550101"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}],"statements":[{"kind":"offers","about":"person","quote":"I do dry needling."}]}','[["name", "Bela Quist", "2026-11-16"], ["credential", "PT", "2026-11-16"], ["profession", "physical-therapist", "2026-11-16"], ["address", "101 Invented Street, Salida, CO 81201", "2026-11-16"], ["phone", "+13035550101", "2026-11-16"], ["dry_needling_person", "I do dry needling.", "2026-11-16"]]','2026-11-16','2026-11-16',NULL,0,NULL,1);
INSERT INTO "listing" VALUES('invented_table','3','{"source":"invented_table","source_id":"3","kind":"person","url":"https://invented-table.test/","name":"Cara Umber, PT","locations":[{"street":"102 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0102"}],"text":"Backs and knees."}','{"source":"invented_table","source_id":"3","kind":"person","url":"https://invented-table.test/","name":"Cara Umber","person":{"given":"Cara","family":"Umber"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"102 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550102"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}]}','[["name", "Cara Umber", "2026-11-16"], ["credential", "PT", "2026-11-16"], ["profession", "physical-therapist", "2026-11-16"], ["address", "102 Invented Street, Salida, CO 81201", "2026-11-16"], ["phone", "+13035550102", "2026-11-16"]]','2026-11-16','2026-11-16',NULL,0,NULL,1);
INSERT INTO "listing" VALUES('invented_table','4','{"source":"invented_table","source_id":"4","kind":"person","url":"https://invented-table.test/","name":"Dov Ellery, PT","locations":[{"street":"103 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0103"}],"statements":[{"text":"I do dry needling.","about":"person"}],"text":"I do dry needling."}','{"source":"invented_table","source_id":"4","kind":"person","url":"https://invented-table.test/","name":"Dov Ellery","person":{"given":"Dov","family":"Ellery"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"103 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550103"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}],"statements":[{"kind":"offers","about":"person","quote":"I do dry needling."}]}','[["name", "Dov Ellery", "2026-11-16"], ["credential", "PT", "2026-11-16"], ["profession", "physical-therapist", "2026-11-16"], ["address", "103 Invented Street, Salida, CO 81201", "2026-11-16"], ["phone", "+13035550103", "2026-11-16"], ["dry_needling_person", "I do dry needling.", "2026-11-16"]]','2026-11-16','2026-11-16',NULL,0,NULL,1);
INSERT INTO "listing" VALUES('invented_table','5','{"source":"invented_table","source_id":"5","kind":"person","url":"https://invented-table.test/","name":"Edda Fenn, PT","locations":[{"street":"104 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0104"}],"text":"Backs and knees."}','{"source":"invented_table","source_id":"5","kind":"person","url":"https://invented-table.test/","name":"Edda Fenn","person":{"given":"Edda","family":"Fenn"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"104 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550104"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}]}','[["name", "Edda Fenn", "2026-11-16"], ["credential", "PT", "2026-11-16"], ["profession", "physical-therapist", "2026-11-16"], ["address", "104 Invented Street, Salida, CO 81201", "2026-11-16"], ["phone", "+13035550104", "2026-11-16"]]','2026-11-16','2026-11-16',NULL,0,NULL,1);
INSERT INTO "listing" VALUES('invented_table','6','{"source":"invented_table","source_id":"6","kind":"person","url":"https://invented-table.test/","name":"Fay Garrow, PT","locations":[{"street":"105 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0105"}],"statements":[{"text":"I do dry needling.","about":"person"}],"text":"I do dry needling."}','{"source":"invented_table","source_id":"6","kind":"person","url":"https://invented-table.test/","name":"Fay Garrow","person":{"given":"Fay","family":"Garrow"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"105 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550105"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}],"statements":[{"kind":"offers","about":"person","quote":"I do dry needling."}]}','[["name", "Fay Garrow", "2026-11-16"], ["credential", "PT", "2026-11-16"], ["profession", "physical-therapist", "2026-11-16"], ["address", "105 Invented Street, Salida, CO 81201", "2026-11-16"], ["phone", "+13035550105", "2026-11-16"], ["dry_needling_person", "I do dry needling.", "2026-11-16"]]','2026-11-16','2026-11-16',NULL,0,NULL,1);
INSERT INTO "listing" VALUES('told_us','person/6arutek6kb','{"source":"told_us","source_id":"person/6arutek6kb","kind":"person","url":"","name":"","locations":[{"phone":"303-555-0199"}]}','{"source":"told_us","source_id":"person/6arutek6kb","kind":"person","url":"","name":"","locations":[{"phone":{"e164":"+13035550199"}}],"corrects":{"by":"person","source":"invented_table","source_id":"1","place":{"street":"100 Invented Street","city":"Salida","state":"CO","zip":"81201","latitude":38.5259,"longitude":-105.9978,"precision":"zip"}}}','[["phone", "+13035550199", "2026-11-16"]]','2026-11-16','2026-11-16',NULL,0,NULL,NULL);
CREATE TABLE listing_change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	source VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL
);
CREATE TABLE "membership" (
	source VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	provider VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	undecided VARCHAR NOT NULL, since DATE, noted VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (source, source_id), 
	CONSTRAINT fk_membership_provider_provider FOREIGN KEY(provider) REFERENCES provider (id), 
	CONSTRAINT fk_membership_undecided_provider FOREIGN KEY(undecided) REFERENCES provider (id)
);
INSERT INTO "membership" VALUES('invented_table','1','pwt8qk4rqs','ada||orrin|','pwt8qk4rqs','2026-11-16','pwt8qk4rqs');
INSERT INTO "membership" VALUES('invented_table','2','y7c4q9j2jc','bela||quist|','y7c4q9j2jc','2026-11-16','y7c4q9j2jc');
INSERT INTO "membership" VALUES('invented_table','3','9stqs25yvh','cara||umber|','9stqs25yvh','2026-11-16','9stqs25yvh');
INSERT INTO "membership" VALUES('invented_table','4','unt9auxwbt','dov||ellery|','unt9auxwbt','2026-11-16','unt9auxwbt');
INSERT INTO "membership" VALUES('invented_table','5','66cbvtt69u','edda||fenn|','66cbvtt69u','2026-11-16','66cbvtt69u');
INSERT INTO "membership" VALUES('invented_table','6','5q4rg3dspq','fay||garrow|','5q4rg3dspq','2026-11-16','5q4rg3dspq');
CREATE TABLE membership_before (
	id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	provider VARCHAR NOT NULL, 
	since DATE, 
	until DATE NOT NULL, 
	CONSTRAINT pk_membership_before PRIMARY KEY (id)
);
CREATE TABLE mixed_up (
	provider VARCHAR NOT NULL, 
	parted_on DATE NOT NULL, 
	why VARCHAR NOT NULL, 
	CONSTRAINT pk_mixed_up PRIMARY KEY (provider), 
	CONSTRAINT fk_mixed_up_provider_provider FOREIGN KEY(provider) REFERENCES provider (id)
);
CREATE TABLE page (
	run INTEGER NOT NULL, 
	sequence INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	status INTEGER NOT NULL, 
	fetched_at VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	"offset" INTEGER NOT NULL, 
	length INTEGER NOT NULL, method VARCHAR DEFAULT 'GET' NOT NULL, fingerprint VARCHAR DEFAULT '' NOT NULL, etag VARCHAR, last_modified VARCHAR, origin VARCHAR DEFAULT 'fetched' NOT NULL, reused_from INTEGER, 
	CONSTRAINT pk_page PRIMARY KEY (run, sequence), 
	CONSTRAINT fk_page_run_run FOREIGN KEY(run) REFERENCES run (id)
);
CREATE TABLE problem (
	id INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	location TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	CONSTRAINT pk_problem PRIMARY KEY (id), 
	CONSTRAINT fk_problem_run_run FOREIGN KEY(run) REFERENCES run (id)
);
CREATE TABLE promotion (
	run INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	whole BOOLEAN NOT NULL, 
	phase VARCHAR NOT NULL, 
	position VARCHAR NOT NULL, 
	delta TEXT NOT NULL, 
	CONSTRAINT pk_promotion PRIMARY KEY (run), 
	CONSTRAINT fk_promotion_run_run FOREIGN KEY(run) REFERENCES run (id), 
	CONSTRAINT fk_promotion_source_source FOREIGN KEY(source) REFERENCES source (id), 
	CONSTRAINT uq_promotion_source UNIQUE (source)
);
CREATE TABLE provider (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	created_on DATE NOT NULL, 
	merged_into VARCHAR, 
	CONSTRAINT pk_provider PRIMARY KEY (id), 
	CONSTRAINT fk_provider_merged_into_provider FOREIGN KEY(merged_into) REFERENCES provider (id)
);
INSERT INTO "provider" VALUES('5q4rg3dspq','person','2026-11-16',NULL);
INSERT INTO "provider" VALUES('66cbvtt69u','person','2026-11-16',NULL);
INSERT INTO "provider" VALUES('9stqs25yvh','person','2026-11-16',NULL);
INSERT INTO "provider" VALUES('pwt8qk4rqs','person','2026-11-16',NULL);
INSERT INTO "provider" VALUES('unt9auxwbt','person','2026-11-16',NULL);
INSERT INTO "provider" VALUES('y7c4q9j2jc','person','2026-11-16',NULL);
CREATE TABLE publication (
	generation INTEGER NOT NULL, 
	built_at VARCHAR NOT NULL, 
	providers INTEGER NOT NULL, 
	content_sha256 VARCHAR NOT NULL, 
	CONSTRAINT pk_publication PRIMARY KEY (generation)
);
INSERT INTO "publication" VALUES(1,'2026-11-16T12:00:00+00:00',6,'de92b83cf2c954a116710bd6d45915ea99a7fdf470ee0bc9f2b92c9375d1ca4f');
CREATE TABLE publication_hold (
	id INTEGER NOT NULL, 
	held_at VARCHAR NOT NULL, 
	tried_at VARCHAR NOT NULL, 
	causes TEXT NOT NULL, 
	ended_at VARCHAR, 
	generation INTEGER, 
	CONSTRAINT pk_publication_hold PRIMARY KEY (id)
);
CREATE TABLE register_entry (
	source VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	register VARCHAR NOT NULL, 
	npi VARCHAR NOT NULL, 
	license_key VARCHAR NOT NULL, 
	entry TEXT NOT NULL, 
	first_seen DATE NOT NULL, 
	last_seen DATE NOT NULL, 
	missing_since DATE, 
	missed_runs INTEGER NOT NULL, 
	withdrawn_on DATE, 
	CONSTRAINT pk_register_entry PRIMARY KEY (source, source_id), 
	CONSTRAINT fk_register_entry_source_source FOREIGN KEY(source) REFERENCES source (id)
);
CREATE TABLE resolution (
	id INTEGER NOT NULL, 
	resolved_at VARCHAR NOT NULL, 
	whole BOOLEAN NOT NULL, 
	listings INTEGER NOT NULL, 
	looked_at INTEGER NOT NULL, 
	kept VARCHAR NOT NULL, 
	decisions_to INTEGER NOT NULL, 
	CONSTRAINT pk_resolution PRIMARY KEY (id)
);
INSERT INTO "resolution" VALUES(1,'2026-11-16T12:00:00+00:00',1,6,6,'3ace092ac66b9291.npz',0);
CREATE TABLE run (
	id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	"trigger" VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	arguments TEXT NOT NULL, 
	sample INTEGER, 
	dry_run BOOLEAN NOT NULL, 
	partial BOOLEAN NOT NULL, 
	requested_by VARCHAR NOT NULL, 
	queued_at VARCHAR NOT NULL, 
	started_at VARCHAR, 
	ended_at VARCHAR, 
	pid INTEGER, 
	pid_started FLOAT, 
	finish_reason VARCHAR NOT NULL, 
	stats TEXT NOT NULL, 
	verdict VARCHAR, 
	cause TEXT NOT NULL, 
	delta TEXT NOT NULL, replay_of INTEGER, causes TEXT DEFAULT '[]' NOT NULL, warnings TEXT DEFAULT '[]' NOT NULL, measured TEXT DEFAULT '{}' NOT NULL, code_version VARCHAR DEFAULT '' NOT NULL, cancelled_by VARCHAR DEFAULT '' NOT NULL, file_mark TEXT DEFAULT '' NOT NULL, claimed_by VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT fk_run_source_source FOREIGN KEY(source) REFERENCES source (id)
);
INSERT INTO "run" VALUES(1,'invented_table','manual','ended','{}',NULL,0,0,'an operator','2026-11-16T12:00:00+00:00','2026-11-16T12:00:00+00:00','2026-11-16T12:00:00+00:00',26312,NULL,'finished','{"elapsed_time_seconds": 0.5604951070054085, "finish_reason": "finished", "item_scraped_count": 6, "log_count/INFO": 4, "memusage/max": 153853952, "memusage/startup": 153853952, "process/peak_mb": 111}','passed','accepted by an operator; first run of this source: have a look','{"added": 6, "changed": 0, "same": 0, "missing": 0, "withdrawn": 0}',NULL,'[{"code": "accepted", "measured": null, "allowed": null, "about": "an operator", "sentence": "accepted by an operator"}, {"code": "first_run", "measured": null, "allowed": null, "about": "", "sentence": "first run of this source: have a look"}]','[]','{"listings": 6, "entries": 0, "filled": {"city": 6, "credentials": 6, "person_name": 6, "phone": 6, "professions": 6, "state": 6, "statements": 3, "street": 6, "zip": 6}, "most": {"phone": {"value": "+13035550105", "count": 1, "of": 6}, "website": {"value": "", "count": 0, "of": 0}, "address": {"value": "105 Invented Street, Salida, CO 81201", "count": 1, "of": 6}}, "garbled": 0, "garbled_name": "", "located": 0, "outside": 0, "problems": {}}','99160e5de6f8c5e8','','','manual');
INSERT INTO "run" VALUES(2,'invented_table','schedule','queued','{}',NULL,0,0,'an operator','2026-11-16T12:00:00+00:00',NULL,NULL,NULL,NULL,'','{}',NULL,'','{}',NULL,'[]','[]','{}','','','','');
CREATE TABLE secret (
	name VARCHAR NOT NULL, 
	value BLOB NOT NULL, 
	CONSTRAINT pk_secret PRIMARY KEY (name)
);
INSERT INTO "secret" VALUES('suppression',X'68E3CBBB5F7EABB4ACC71BA5C6C240F40C06E518ABA1B57DEB63FC46C3B75B90');
CREATE TABLE site_visit (
	run INTEGER NOT NULL, 
	host VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	addresses TEXT NOT NULL, 
	outcome VARCHAR NOT NULL, 
	closed_because VARCHAR NOT NULL, 
	pages INTEGER NOT NULL, 
	ended_at VARCHAR, 
	next_read VARCHAR, 
	CONSTRAINT pk_site_visit PRIMARY KEY (run, host), 
	CONSTRAINT fk_site_visit_run_run FOREIGN KEY(run) REFERENCES run (id)
);
CREATE TABLE source (
	id VARCHAR NOT NULL, 
	host_key VARCHAR NOT NULL, 
	definition TEXT NOT NULL, 
	interval_seconds INTEGER NOT NULL, 
	enabled BOOLEAN NOT NULL, 
	reviewed_by VARCHAR NOT NULL, 
	reviewed_on DATE, 
	review_note TEXT NOT NULL, 
	paused_until VARCHAR, 
	CONSTRAINT pk_source PRIMARY KEY (id)
);
INSERT INTO "source" VALUES('aimt','aimt','{"id":"aimt","name":"Institute of Advanced Musculoskeletal Treatments","publisher":"Institute of Advanced Musculoskeletal Treatments","url":"","base_url":"","stand_ins":{},"platform":"","kind":"institute","coverage":"Practitioners who took the institute''s courses, as far as it lists them. Not seen.","terms":{"note":"Not read, because the institute''s site was not found.","reviewed_on":null,"reviewed_by":""},"robots_note":"Not seen, because the institute''s site was not found.","contact":"","schedule":{"every":null,"jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":20,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["Domains of similar letters belong to others, so none is guessed here. The institute is also abbreviated IAMT.","What being listed says of dry needling is to be quoted from the institute''s own words, under `statements`."],"enabled_by_default":false,"disabled_because":"The institute''s site could not be found in any public copy. Find its directory, copy this file to the folder `sources` of your PINPOINT_HOME, and write `url` and `platform` there.","statements":{"directory_says":null,"fields":{}},"trust":40,"registry":false,"sticky_ids":true,"patches":[],"options":{}}',0,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('choosept','www.choosept.com','{"id":"choosept","name":"ChoosePT (Find a PT)","publisher":"American Physical Therapy Association","url":"https://www.choosept.com/find-a-pt","base_url":"","stand_ins":{},"platform":"choosept","kind":"association","coverage":"Licensed physical therapists in the United States who are members of the association and asked to be listed. It has no physical therapist assistants and no other professions.","terms":{"note":"Nobody has read the terms of use yet. Whoever enables the source reads them first.","reviewed_on":null,"reviewed_by":""},"robots_note":"Not seen when this file was written; every run reads it before it asks for anything else.","contact":"https://www.choosept.com/","schedule":{"every":"P30D","jitter":0.1},"politeness":{"delay_seconds":3.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1000,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["Whether the list shows anything about dry needling is not known; a listing by itself is no evidence of it.","The inside of a card is known from one public reader of the list only; the whole text of each card is kept."],"enabled_by_default":false,"disabled_because":"Its terms have not been reviewed.","statements":{"directory_says":null,"fields":{}},"trust":60,"registry":false,"sticky_ids":true,"patches":[],"options":{}}',2592000,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('clinic_sites','clinic_sites','{"id":"clinic_sites","name":"Practices'' own websites","publisher":"Each practice","url":"","base_url":"","stand_ins":{},"platform":"clinic_sites","kind":"clinic_site","coverage":"Practices whose website another source gives, and those of their people whom a sentence or a card there names in connection with dry needling. It says nothing of practices without a website.","terms":{"note":"Each site has terms of its own, and nobody has read them all. At most nine pages of a host are read in a month, robots.txt is obeyed, one sentence is quoted with a link to its page, and an owner who does not want it is left out.","reviewed_on":null,"reviewed_by":""},"robots_note":"Each site''s is read before anything else is asked of it; one that cannot be read closes the site.","contact":"","schedule":{"every":"P1D","jitter":0.1},"politeness":{"delay_seconds":3.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.5,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["A practice''s site is what the practice says of itself; nobody has checked it.","A site that does not mention dry needling says neither yes nor no.","Where a site has several places and its words name none, they are left out."],"enabled_by_default":false,"disabled_because":"Whoever enables it reads docs/clinic-sites.md first, and decides how many sites may be asked each day.","statements":{"directory_says":null,"fields":{}},"trust":80,"registry":false,"sticky_ids":true,"patches":[],"options":{}}',86400,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('cms_dac','data.cms.gov','{"id":"cms_dac","name":"Medicare''s list of doctors and clinicians","publisher":"Centers for Medicare & Medicaid Services","url":"https://data.cms.gov/provider-data/dataset/mj5m-pzi6","base_url":"","stand_ins":{},"platform":"dac_file","kind":"registry","coverage":"People enrolled in Medicare, at the places and groups they bill for. Acupuncturists, massage therapists and athletic trainers cannot enroll and are not in it; only physical and occupational therapists and chiropractors are kept.","terms":{"note":"Described as public domain data of the federal government in accounts of it; nobody here has read a page of terms.","reviewed_on":null,"reviewed_by":""},"robots_note":"Nothing is fetched; the file is one that you downloaded.","contact":"https://data.cms.gov/provider-data/","schedule":{"every":null,"jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1000,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.1,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["It has no field for dry needling, and a listing here is no evidence of it.","Sex, school and year of graduation are in the file and are never read."],"enabled_by_default":false,"disabled_because":"Its terms have not been reviewed.","statements":{"directory_says":null,"fields":{}},"trust":30,"registry":false,"sticky_ids":true,"patches":[],"options":{}}',0,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('license_co','data.colorado.gov','{"id":"license_co","name":"Colorado''s license file","publisher":"Colorado Department of Regulatory Agencies","url":"https://data.colorado.gov/d/7s5z-vewr","base_url":"","stand_ins":{},"platform":"socrata","kind":"board","coverage":"Every license that the department issued, in all professions; only physical therapists are asked for.","terms":{"note":"Described as public domain in an account of it; nobody here has read the terms themselves.","reviewed_on":null,"reviewed_by":""},"robots_note":"Not seen when this file was written; every run reads it anew.","contact":"https://data.colorado.gov/","schedule":{"every":"P7D","jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":500,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["That PTL stands for physical therapists was not verified. Codes of other professions are left out until somebody has seen them: `/resource/7s5z-vewr.json?$select=licensetype,count(*)&$group=licensetype` lists them.","Numbers are not unique across kinds of license, and there is one row for each case of discipline; the columns on discipline are not asked for.","Shapes are those that others wrote down (September 2026), not seen by us. A license does not cover dry needling."],"enabled_by_default":false,"disabled_because":"Its terms have not been reviewed, and its words have not been compared with the live file.","statements":{"directory_says":null,"fields":{}},"trust":0,"registry":false,"sticky_ids":true,"patches":[],"options":{"dataset":"7s5z-vewr","state":"CO","columns":{"number":"licensenumber","type":"licensetype","status":"licensestatusdescription","family":"lastname","given":"firstname","middle":"middlename","suffix":"suffix","issued":"licensefirstissuedate","expires":"licenseexpirationdate","link":"linktoverifylicense"},"types":{"PTL":"physical-therapist"},"statuses":{"active":["active"],"not_active":["expired","inactive","retired","lapsed"]}}}',604800,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('license_ct','data.ct.gov','{"id":"license_ct","name":"Connecticut''s license file","publisher":"Connecticut eLicense","url":"https://data.ct.gov/d/ngch-56tr","base_url":"","stand_ins":{},"platform":"socrata","kind":"board","coverage":"Credentials of the state''s eLicense system. Whether it holds those of the health department, such as physical therapists, was not found out.","terms":{"note":"Nobody has read the terms yet. Whoever enables the source reads them first.","reviewed_on":null,"reviewed_by":""},"robots_note":"A person who used it saw rules against /OData.svc/, /api/odata/ and /api/collocate only; every run reads it anew.","contact":"https://data.ct.gov/","schedule":{"every":"P7D","jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":50,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["If physical therapists are not in it, a run finds none of them and nobody is looked up.","How the file writes kinds, states and names was not verified; words that we do not know mean nothing.","Shapes are those that others wrote down (September 2026), not seen by us. A license does not cover dry needling."],"enabled_by_default":false,"disabled_because":"Its terms have not been reviewed, and its words have not been compared with the live file.","statements":{"directory_says":null,"fields":{}},"trust":0,"registry":false,"sticky_ids":true,"patches":[],"options":{"dataset":"ngch-56tr","state":"CT","columns":{"number":"credentialnumber","type":"credential","status":"status","name":"name","issued":"issuedate","expires":"expirationdate"},"type_words":["PHYSICAL THERAP","CHIROPRACT","ACUPUNCT","OCCUPATIONAL THERAP","ATHLETIC TRAIN","MASSAGE THERAP"],"statuses":{"active":["active"],"not_active":["inactive","expired","lapsed"]}}}',604800,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('license_de','data.delaware.gov','{"id":"license_de","name":"Delaware''s license file","publisher":"Delaware Division of Professional Regulation","url":"https://data.delaware.gov/d/pjnv-eaih","base_url":"","stand_ins":{},"platform":"socrata","kind":"board","coverage":"Every license of the division; only professions in which dry needling is found are asked for.","terms":{"note":"Nobody has read the terms yet. Whoever enables the source reads them first.","reviewed_on":null,"reviewed_by":""},"robots_note":"Not seen when this file was written; every run reads it anew.","contact":"https://data.delaware.gov/","schedule":{"every":"P7D","jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":50,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["The column on discipline says N of everybody and is not asked for.","How the file writes kinds of license and their states was not verified; words that we do not know mean nothing.","Shapes are those that others wrote down (September 2026), not seen by us. A license does not cover dry needling."],"enabled_by_default":false,"disabled_because":"Its terms have not been reviewed, and its words have not been compared with the live file.","statements":{"directory_says":null,"fields":{}},"trust":0,"registry":false,"sticky_ids":true,"patches":[],"options":{"dataset":"pjnv-eaih","state":"DE","columns":{"number":"license_no","type":"license_type","status":"license_status","family":"last_name","given":"first_name","issued":"issue_date","expires":"expiration_date"},"type_words":["PHYSICAL THERAP","CHIROPRACT","ACUPUNCT","OCCUPATIONAL THERAP","ATHLETIC TRAIN","MASSAGE THERAP"],"statuses":{"active":["active"],"not_active":["expired","inactive","lapsed"]}}}',604800,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('license_il','data.illinois.gov','{"id":"license_il","name":"Illinois''s license file","publisher":"Illinois Department of Financial and Professional Regulation","url":"https://data.illinois.gov/d/pzzh-kp68","base_url":"","stand_ins":{},"platform":"socrata","kind":"board","coverage":"Every license that the department issued, in all professions; only those in which dry needling is found are asked for.","terms":{"note":"Described as under the Open Database License in an account of it, which asks for attribution; nobody here has read it.","reviewed_on":null,"reviewed_by":""},"robots_note":"Not seen when this file was written; every run reads it anew.","contact":"https://data.illinois.gov/","schedule":{"every":"P7D","jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":500,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["How the file writes kinds of license and their states was not verified; words that we do not know mean nothing.","The columns on discipline are not asked for.","Shapes are those that others wrote down (September 2026), not seen by us. A license does not cover dry needling."],"enabled_by_default":false,"disabled_because":"Its terms have not been reviewed, and its words have not been compared with the live file.","statements":{"directory_says":null,"fields":{}},"trust":0,"registry":false,"sticky_ids":true,"patches":[],"options":{"dataset":"pzzh-kp68","state":"IL","columns":{"number":"license_number","type":"description","status":"license_status","family":"last_name","given":"first_name","middle":"middle","suffix":"suffix","issued":"original_issue_date","expires":"expiration_date"},"type_words":["PHYSICAL THERAP","CHIROPRACT","ACUPUNCT","OCCUPATIONAL THERAP","ATHLETIC TRAIN","MASSAGE THERAP"],"where":"business=''N''","statuses":{"active":["active"],"not_active":["not renewed","expired","inactive","terminated"]}}}',604800,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('license_wa','data.wa.gov','{"id":"license_wa","name":"Washington''s license file","publisher":"Washington Department of Health","url":"https://data.wa.gov/d/qxh8-f4bd","base_url":"","stand_ins":{},"platform":"socrata","kind":"board","coverage":"Every person who holds or held a credential of the department; individuals only.","terms":{"note":"Described as public domain in an account of it; nobody here has read the terms themselves.","reviewed_on":null,"reviewed_by":""},"robots_note":"A person who used it saw no rule against /resource/; every run reads it anew.","contact":"https://data.wa.gov/","schedule":{"every":"P7D","jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":500,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["That the kind is written \"Physical Therapist License\" is inferred from \"Dentist License\" and \"Physician And Surgeon License\", which were seen; a kind that is written otherwise finds no row.","The file may have a column with a year of birth, and has one on actions taken. Neither is asked for.","Shapes are those that others wrote down (September 2026), not seen by us. A license does not cover dry needling."],"enabled_by_default":false,"disabled_because":"Its terms have not been reviewed, and its words have not been compared with the live file.","statements":{"directory_says":null,"fields":{}},"trust":0,"registry":false,"sticky_ids":true,"patches":[],"options":{"dataset":"qxh8-f4bd","state":"WA","columns":{"number":"credentialnumber","type":"credentialtype","status":"status","family":"lastname","given":"firstname","middle":"middlename","issued":"firstissuedate","expires":"expirationdate"},"types":{"Physical Therapist License":"physical-therapist","Physical Therapist Assistant License":"pt-assistant","Chiropractor License":"chiropractor","Occupational Therapist License":"occupational-therapist","Athletic Trainer License":"athletic-trainer","Massage Therapist License":"massage-therapist","Physician And Surgeon License":"physician","Physician Assistant License":"physician-assistant"},"statuses":{"active":["active"],"not_active":["expired","inactive","closed"]}}}',604800,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('mn_mhcp','mhcpproviderdirectory.dhs.state.mn.us','{"id":"mn_mhcp","name":"Minnesota Health Care Programs, provider directory","publisher":"Minnesota Department of Human Services","url":"https://mhcpproviderdirectory.dhs.state.mn.us/","base_url":"","stand_ins":{},"platform":"mn_mhcp","kind":"registry","coverage":"Providers who are enrolled in Minnesota''s health care programs and see patients; one text file for each profession or service.","terms":{"note":"Nobody has read the terms of use yet. Whoever enables the source reads them first.","reviewed_on":null,"reviewed_by":""},"robots_note":"Nothing is fetched; the files are ones that you saved from the directory.","contact":"","schedule":{"every":null,"jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1000,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.2,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["The shape of the files is known from copies of 2018; the directory itself was not seen.","A list of acupuncture services has chiropractors and others in it, so it tells no profession.","Acupuncture is not dry needling, and a listing here is no evidence of it.","One hospital''s number stands in 15 of 100 entries of the lists that were seen.","Entries have no number; one who moves is another entry."],"enabled_by_default":false,"disabled_because":"Its terms have not been reviewed, and its files are to be saved by hand.","statements":{"directory_says":null,"fields":{}},"trust":30,"registry":false,"sticky_ids":false,"patches":[],"options":{"lists":{"acupuncture":"","chiropract":"Chiropractor","occupational_therap":"Occupational Therapist","physical_medicine":"Physical Medicine and Rehabilitation","physical_therap":"Physical Therapist"}}}',0,0,'',NULL,'',NULL);
INSERT INTO "source" VALUES('npi_deactivations','download.cms.gov','{"id":"npi_deactivations","name":"NPI registry, list of deactivated numbers","publisher":"Centers for Medicare & Medicaid Services","url":"https://download.cms.gov/nppes/NPI_Files.html","base_url":"","stand_ins":{},"platform":"npi_deactivations","kind":"registry","coverage":"Every NPI that is deactivated, with the day. It has no names and lists nobody.","terms":{"note":"Public data of the federal government, disclosable under the Freedom of Information Act; that is what was read, in public accounts of it, and not a page of terms.","reviewed_on":"2026-11-23","reviewed_by":"Pinpoint''s maintainers"},"robots_note":"Nothing is fetched; the file is one that you downloaded.","contact":"https://npiregistry.cms.hhs.gov/help","schedule":{"every":null,"jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1000,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["The list does not say why a number was deactivated; retirement, death and a change of business are among the reasons.","The columns of the report are those that others wrote down (September 2026), not seen by us."],"enabled_by_default":true,"disabled_because":"","statements":{"directory_says":null,"fields":{}},"trust":0,"registry":false,"sticky_ids":true,"patches":[],"options":{}}',0,1,'',NULL,'',NULL);
INSERT INTO "source" VALUES('npi_registry','npiregistry.cms.hhs.gov','{"id":"npi_registry","name":"NPI Registry","publisher":"Centers for Medicare & Medicaid Services","url":"https://npiregistry.cms.hhs.gov","base_url":"","stand_ins":{},"platform":"npi_registry","kind":"registry","coverage":"Everyone in the United States with a National Provider Identifier; only professions in which dry needling is found are asked for.","terms":{"note":"Public data of the federal government, disclosable under the Freedom of Information Act; that is what was read, in public accounts of it, and not a page of terms. The registry asks those who want all of it to take the bulk file (source nppes_file).","reviewed_on":"2026-11-23","reviewed_by":"Pinpoint''s maintainers"},"robots_note":"Read anew by every run; what it says was not seen when this file was written.","contact":"https://npiregistry.cms.hhs.gov/help","schedule":{"every":null,"jitter":0.1},"politeness":{"delay_seconds":1.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["The registry has no field for dry needling, and a listing here is no evidence of it.","Names, licenses and addresses were typed by the person; addresses may be homes and may be years old."],"enabled_by_default":true,"disabled_because":"","statements":{"directory_says":null,"fields":{}},"trust":20,"registry":true,"sticky_ids":true,"patches":[],"options":{}}',0,1,'',NULL,'',NULL);
INSERT INTO "source" VALUES('nppes_file','npiregistry.cms.hhs.gov','{"id":"nppes_file","name":"NPI Registry (bulk file)","publisher":"Centers for Medicare & Medicaid Services","url":"https://npiregistry.cms.hhs.gov","base_url":"","stand_ins":{},"platform":"nppes_file","kind":"registry","coverage":"Everyone in the United States with a National Provider Identifier; only professions in which dry needling is found are asked for.","terms":{"note":"Public data of the federal government, disclosable under the Freedom of Information Act; that is what was read, in public accounts of it, and not a page of terms.","reviewed_on":"2026-11-23","reviewed_by":"Pinpoint''s maintainers"},"robots_note":"Nothing is fetched; the file is one that you downloaded.","contact":"https://npiregistry.cms.hhs.gov/help","schedule":{"every":null,"jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["The registry has no field for dry needling, and a listing here is no evidence of it.","Names, licenses and addresses were typed by the person; addresses may be homes and may be years old."],"enabled_by_default":true,"disabled_because":"","statements":{"directory_says":null,"fields":{}},"trust":20,"registry":true,"sticky_ids":true,"patches":[],"options":{}}',0,1,'',NULL,'',NULL);
INSERT INTO "source" VALUES('oig_leie','oig.hhs.gov','{"id":"oig_leie","name":"Federal exclusion list (OIG)","publisher":"Office of Inspector General, U.S. Department of Health and Human Services","url":"https://oig.hhs.gov/exclusions/","base_url":"","stand_ins":{},"platform":"leie_file","kind":"registry","coverage":"People and businesses that are excluded from federal health care programs. It lists nobody as a practitioner; only entries with an NPI are kept, and most have none.","terms":{"note":"A public data file of the federal government; that is what was read, in public accounts of it, and not a page of terms.","reviewed_on":"2026-11-23","reviewed_by":"Pinpoint''s maintainers"},"robots_note":"Nothing is fetched; the files are some that you downloaded.","contact":"https://oig.hhs.gov/exclusions/","schedule":{"every":null,"jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":["A match is shown to nobody before an operator confirms it with `pinpoint checks`; a match by name alone is never made. The OIG asks that an individual be confirmed in its online search.","Birth dates and addresses in the files are never read. First names are cut at 15 characters.","Supplements alone add and end exclusions; only a full file shows which ones are gone without a word."],"enabled_by_default":true,"disabled_because":"","statements":{"directory_says":null,"fields":{}},"trust":0,"registry":false,"sticky_ids":true,"patches":[],"options":{}}',0,1,'',NULL,'',NULL);
INSERT INTO "source" VALUES('invented_table','invented-table.test','{"id":"invented_table","name":"Invented table","publisher":"Nobody","url":"https://invented-table.test/","base_url":"","stand_ins":{},"platform":"csv_file","kind":"demonstration","coverage":"Invented people","terms":{"note":"Invented by us","reviewed_on":null,"reviewed_by":""},"robots_note":"The test''s own","contact":"","schedule":{"every":"P7D","jitter":0.1},"politeness":{"delay_seconds":2.0,"concurrent_requests":1,"timeout_seconds":30},"gates":{"minimum_listings":1,"maximum_listings":null,"count_floor":0.7,"count_ceiling":1.5,"vanished_share":0.1,"problem_share":0.05,"failed_share":0.02,"fill_rate":{},"fill_drop":0.1,"same_phone_share":0.1,"same_website_share":0.3,"same_address_share":0.2,"garbled_share":0.005,"outside_state_share":0.05,"conflicting_share":0.02},"caveats":[],"enabled_by_default":true,"disabled_because":"","statements":{"directory_says":null,"fields":{}},"trust":50,"registry":false,"sticky_ids":true,"patches":[],"options":{"file":"table.csv"}}',604800,1,'',NULL,'',NULL);
INSERT INTO "source" VALUES('told_us','told_us','{"name": "What listed people told us", "publisher": "Pinpoint", "coverage": "Corrections that a person or clinic sent us, and that we accepted after we reached them", "kind": "told_us"}',0,0,'',NULL,'',NULL);
CREATE TABLE staged (
	run INTEGER NOT NULL, 
	source_id VARCHAR NOT NULL, 
	raw TEXT NOT NULL, 
	listing TEXT, 
	CONSTRAINT pk_staged PRIMARY KEY (run, source_id), 
	CONSTRAINT fk_staged_run_run FOREIGN KEY(run) REFERENCES run (id)
);
INSERT INTO "staged" VALUES(1,'1','{"source":"invented_table","source_id":"1","kind":"person","url":"https://invented-table.test/","name":"Ada Orrin, PT","locations":[{"street":"100 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0100"}],"text":"Backs and knees."}','{"source":"invented_table","source_id":"1","kind":"person","url":"https://invented-table.test/","name":"Ada Orrin","person":{"given":"Ada","family":"Orrin"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"100 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550100"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}]}');
INSERT INTO "staged" VALUES(1,'2','{"source":"invented_table","source_id":"2","kind":"person","url":"https://invented-table.test/","name":"Bela Quist, PT","locations":[{"street":"101 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0101"}],"statements":[{"text":"I do dry needling.","about":"person"}],"text":"I do dry needling."}','{"source":"invented_table","source_id":"2","kind":"person","url":"https://invented-table.test/","name":"Bela Quist","person":{"given":"Bela","family":"Quist"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"101 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550101"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}],"statements":[{"kind":"offers","about":"person","quote":"I do dry needling."}]}');
INSERT INTO "staged" VALUES(1,'3','{"source":"invented_table","source_id":"3","kind":"person","url":"https://invented-table.test/","name":"Cara Umber, PT","locations":[{"street":"102 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0102"}],"text":"Backs and knees."}','{"source":"invented_table","source_id":"3","kind":"person","url":"https://invented-table.test/","name":"Cara Umber","person":{"given":"Cara","family":"Umber"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"102 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550102"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}]}');
INSERT INTO "staged" VALUES(1,'4','{"source":"invented_table","source_id":"4","kind":"person","url":"https://invented-table.test/","name":"Dov Ellery, PT","locations":[{"street":"103 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0103"}],"statements":[{"text":"I do dry needling.","about":"person"}],"text":"I do dry needling."}','{"source":"invented_table","source_id":"4","kind":"person","url":"https://invented-table.test/","name":"Dov Ellery","person":{"given":"Dov","family":"Ellery"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"103 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550103"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}],"statements":[{"kind":"offers","about":"person","quote":"I do dry needling."}]}');
INSERT INTO "staged" VALUES(1,'5','{"source":"invented_table","source_id":"5","kind":"person","url":"https://invented-table.test/","name":"Edda Fenn, PT","locations":[{"street":"104 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0104"}],"text":"Backs and knees."}','{"source":"invented_table","source_id":"5","kind":"person","url":"https://invented-table.test/","name":"Edda Fenn","person":{"given":"Edda","family":"Fenn"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"104 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550104"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}]}');
INSERT INTO "staged" VALUES(1,'6','{"source":"invented_table","source_id":"6","kind":"person","url":"https://invented-table.test/","name":"Fay Garrow, PT","locations":[{"street":"105 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":"(303) 555-0105"}],"statements":[{"text":"I do dry needling.","about":"person"}],"text":"I do dry needling."}','{"source":"invented_table","source_id":"6","kind":"person","url":"https://invented-table.test/","name":"Fay Garrow","person":{"given":"Fay","family":"Garrow"},"credentials":[{"code":"PT","kind":"license","raw":"PT","issuer":"state physical therapy board"}],"professions":["physical-therapist"],"locations":[{"street":"105 Invented Street","city":"Salida","state":"CO","zip":"81201","phone":{"e164":"+13035550105"},"latitude":38.5259,"longitude":-105.9978,"precision":"zip"}],"statements":[{"kind":"offers","about":"person","quote":"I do dry needling."}]}');
CREATE TABLE staged_entry (
	run INTEGER NOT NULL, 
	source_id VARCHAR NOT NULL, 
	entry TEXT NOT NULL, 
	CONSTRAINT pk_staged_entry PRIMARY KEY (run, source_id), 
	CONSTRAINT fk_staged_entry_run_run FOREIGN KEY(run) REFERENCES run (id)
);
CREATE TABLE suppression (
	id INTEGER NOT NULL, 
	provider VARCHAR NOT NULL, 
	hashes TEXT NOT NULL, 
	strict BOOLEAN NOT NULL, 
	reason TEXT NOT NULL, 
	who VARCHAR NOT NULL, 
	asked_at VARCHAR NOT NULL, 
	lifted_at VARCHAR, 
	lifted_by VARCHAR NOT NULL, 
	lift_reason TEXT NOT NULL, 
	CONSTRAINT pk_suppression PRIMARY KEY (id)
);
INSERT INTO "suppression" VALUES(1,'9stqs25yvh','[368897239553928576, 645831831672294824, 665538768086496926, 1257683532996241776, 3174987662624744042, 3886931158364588644, 5151168669056210352, 5511948915640121574, 6643501332174377819, 9121646261039663321]',0,'asked by the person','an operator','2026-11-16T12:00:00+00:00',NULL,'','');
CREATE INDEX ix_suppression_provider ON suppression (provider);
CREATE INDEX ix_problem_run ON problem (run);
CREATE INDEX ix_case_provider ON "case" (provider);
CREATE INDEX ix_register_entry_license_key ON register_entry (license_key);
CREATE INDEX ix_register_entry_npi ON register_entry (npi);
CREATE INDEX ix_check_decision_npi ON check_decision (npi);
CREATE INDEX ix_page_reused_from ON page (reused_from) WHERE reused_from IS NOT NULL;
CREATE INDEX ix_correction_told ON correction (told);
CREATE INDEX ix_correction_case ON correction ("case");
CREATE INDEX ix_membership_provider ON membership (provider);
CREATE INDEX ix_membership_undecided ON membership (undecided);
CREATE INDEX ix_listing_added_by ON listing (added_by) WHERE added_by IS NOT NULL;
CREATE INDEX ix_membership_before_provider ON membership_before (provider);
CREATE INDEX ix_membership_before_listing ON membership_before (source, source_id);
CREATE INDEX ix_change_listing ON change (source, source_id);
CREATE UNIQUE INDEX uq_run_active_source ON run (source) WHERE state IN ('queued', 'starting', 'running', 'collected');
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('listing_change',6);
COMMIT;