"""What people told us, and how far the inbox was read"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('request', sa.String(), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('provider', sa.String(), nullable=False),
    sa.Column('which', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('contact', sa.Text(), nullable=False),
    sa.Column('received_at', sa.String(), nullable=False),
    sa.Column('taken_at', sa.String(), nullable=False),
    sa.Column('answered_at', sa.String(), nullable=True),
    sa.Column('settled_at', sa.String(), nullable=True),
    sa.Column('settled_by', sa.String(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('shown_again', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_case'))
    )
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_provider'), ['provider'], unique=False)

    op.create_table('inbox_file',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('read_to', sa.Integer(), nullable=False),
    sa.Column('damaged', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_inbox_file'))
    )


def downgrade() -> None:
    op.drop_table('inbox_file')
    with op.batch_alter_table('case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_provider'))

    op.drop_table('case')
