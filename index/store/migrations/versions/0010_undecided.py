"""With whom a listing would stand if nobody had decided anything, in the place of what each decision had found

A decision of before can be undone, but what it has joined or parted by then stays so until evidence says otherwise.
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('undecided', sa.String(), nullable=False, server_default=''))
    op.execute('UPDATE membership SET undecided = provider')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.alter_column('undecided', server_default=None)
        batch_op.create_foreign_key('fk_membership_undecided_provider', 'provider', ['undecided'], ['id'])
        batch_op.create_index(batch_op.f('ix_membership_undecided'), ['undecided'], unique=False)
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_column('before')


def downgrade() -> None:
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('before', sa.Text(), nullable=False, server_default='[]'))
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membership_undecided'))
        batch_op.drop_constraint('fk_membership_undecided_provider', type_='foreignkey')
        batch_op.drop_column('undecided')
