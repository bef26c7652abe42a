"""Indexes, and a count per source, by which what an operator looks at costs the same in a store that has grown"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

INDEXES = {
    'ix_run_state': ('run', ['state'], None),
    'ix_run_verdict': ('run', ['source', 'verdict', 'dry_run', 'ended_at'], None),
    'ix_run_passed': ('run', ['source', 'id'], "verdict = 'passed' AND dry_run = 0"),
    'ix_run_passed_at': ('run', ['ended_at'], "verdict = 'passed' AND dry_run = 0"),
    'ix_run_counted': ('run', ['source', 'id'], 'ended_at IS NOT NULL AND dry_run = 0 AND replay_of IS NULL'),
    'ix_publication_built_at': ('publication', ['built_at'], None),
    'ix_provider_merged_into': ('provider', ['merged_into'], 'merged_into IS NOT NULL'),
    'ix_listing_npi': ('listing', ['npi'], 'npi IS NOT NULL AND withdrawn_on IS NULL'),
    'ix_register_entry_kind': ('register_entry', ['register', 'npi'], None),
    'ix_case_open': ('case', ['received_at'], 'settled_at IS NULL'),
}


def upgrade() -> None:
    op.add_column('listing', sa.Column('npi', sa.String(), nullable=True))
    op.execute("""UPDATE listing SET npi = json_extract(listing, '$.npi') WHERE listing LIKE '%"npi":"%'""")
    for name, (table, columns, where) in INDEXES.items():
        op.create_index(name, table, columns, sqlite_where=None if where is None else sa.text(where))
    op.add_column('source', sa.Column('in_force', sa.Integer(), nullable=False, server_default='0'))
    counts = ' + '.join(
        f'(SELECT count(*) FROM {table} WHERE {table}.source = source.id AND {table}.withdrawn_on IS NULL)'
        for table in ('listing', 'register_entry'))
    op.execute(f'UPDATE source SET in_force = {counts}')


def downgrade() -> None:
    op.drop_column('source', 'in_force')
    for name, (table, _, _) in INDEXES.items():
        op.drop_index(name, table)
    op.drop_column('listing', 'npi')
